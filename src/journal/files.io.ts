import { constants } from 'node:fs';
import { type FileHandle, open, readdir, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { currentName, rotatedName } from './names.ts';

/** The numbers of the full files, oldest first. None where there is no folder. */
export async function rotatedNumbers(directory: string): Promise<number[]> {
  const names = await orNothing(readdir(directory), []);
  const numbers = names.flatMap((name) => {
    const match = /^journal-([1-9]\d{0,8})\.jsonl$/.exec(name);
    return match ? [Number(match[1])] : [];
  });
  return numbers.sort((a, b) => a - b);
}

/** Removes what a journal has left behind, and nothing else. Who writes there next is told of what cannot be. */
export async function forgetJournal(directory: string): Promise<void> {
  const names = await readdir(directory).catch(() => []);
  const ours = names.filter((name) => /^journal(?:-\d+)?\./.test(name));
  await Promise.all(ours.map((name) => unlink(join(directory, name)).catch(() => {})));
}

/** A file of the journal, open for reading. */
export type JournalFile = {
  readonly name: string;
  readonly handle: FileHandle;
  readonly dev: number;
  readonly ino: number;
  readonly size: number;
};

/**
 * Calls for each file of the journal, oldest first, until it is told to stop by `false`. All are opened beforehand and the
 * newest first, so that none is missed or met twice when files are rotated and removed meanwhile.
 * @throws Node's error where one cannot be read.
 */
export async function eachFile(
  directory: string,
  visit: (file: JournalFile) => Promise<boolean | undefined>,
): Promise<void> {
  const files: JournalFile[] = [];
  try {
    await openAll(directory, files);
    for (const file of files.reverse()) if ((await visit(file)) === false) return;
  } finally {
    await closeAll(files);
  }
}

async function openAll(directory: string, files: JournalFile[]): Promise<void> {
  const current = await openFile(directory, currentName);
  if (current) files.push(current);
  for (const number of (await rotatedNumbers(directory)).reverse()) {
    const file = await openFile(directory, rotatedName(number));
    if (!file) continue;
    // What has become a full file since it was opened ends the journal as we see it.
    if (current && isSameFile(file, current)) await closeAll(files.splice(0));
    files.push(file);
  }
}

async function closeAll(files: readonly JournalFile[]): Promise<void> {
  await Promise.all(files.map(({ handle }) => handle.close()));
}

export function isSameFile(
  one: Pick<JournalFile, 'dev' | 'ino'>,
  other: Pick<JournalFile, 'dev' | 'ino'>,
): boolean {
  return one.dev === other.dev && one.ino === other.ino;
}

/** Undefined where there is none. */
export async function openFile(directory: string, name: string): Promise<JournalFile | undefined> {
  // A pipe in the file's place would block whoever opens it.
  const handle = await orNothing(
    open(join(directory, name), constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)),
    undefined,
  );
  if (!handle) return undefined;
  const stats = await handle.stat();
  if (stats.isFile()) return { name, handle, dev: stats.dev, ino: stats.ino, size: stats.size };
  await handle.close();
  throw notRegular(name);
}

export function notRegular(name: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`${name} is not a regular file`), { code: 'EINVAL' });
}

async function orNothing<T, N>(promise: Promise<T>, nothing: N): Promise<T | N> {
  return promise.catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return nothing;
    throw error;
  });
}

const newline = 10;
const chunkBytes = 1 << 18;

/** FileLines as bytes without their newlines, many at a time; only the very last of a file may lack its newline. */
export type FileLines = { readonly lines: readonly Buffer[]; readonly rest?: Buffer };

/** Reads from a place in the file on. `rest` comes at most once, in the end. */
export async function* readLines(handle: FileHandle, from = 0): AsyncGenerator<FileLines> {
  let rest: Buffer[] = [];
  for (let at = from; ; ) {
    const chunk = Buffer.allocUnsafe(chunkBytes);
    const { bytesRead } = await handle.read(chunk, 0, chunkBytes, at);
    if (bytesRead === 0) break;
    at += bytesRead;
    const bytes = chunk.subarray(0, bytesRead);
    const end = bytes.lastIndexOf(newline);
    if (end < 0) rest.push(bytes);
    else {
      yield { lines: splitLines(Buffer.concat([...rest, bytes.subarray(0, end)])) };
      rest = [bytes.subarray(end + 1)];
    }
  }
  const last = Buffer.concat(rest);
  if (last.length > 0) yield { lines: [], rest: last };
}

function splitLines(bytes: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  let start = 0;
  for (;;) {
    const end = bytes.indexOf(newline, start);
    if (end < 0) break;
    lines.push(bytes.subarray(start, end));
    start = end + 1;
  }
  lines.push(bytes.subarray(start));
  return lines;
}

export async function readBytes(handle: FileHandle, from: number, to: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(Math.max(0, to - from));
  let length = 0;
  while (length < bytes.length) {
    const { bytesRead } = await handle.read(bytes, length, bytes.length - length, from + length);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return bytes.subarray(0, length);
}
