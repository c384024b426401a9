import { constants } from 'node:fs';
import { type FileHandle, open, readdir, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Problem } from '../problems/problem.ts';
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
  /** When it was last written, in milliseconds since 1970. */
  readonly writtenAt: number;
};

/**
 * Opens the files of the journal, oldest first, and closes them again. The newest is opened first, so that none is missed
 * or met twice when files are rotated and removed meanwhile.
 * @throws Node's error where one cannot be read.
 */
export async function withFiles<T>(
  directory: string,
  act: (files: readonly JournalFile[]) => Promise<T>,
): Promise<T> {
  const files: JournalFile[] = [];
  try {
    await openAll(directory, files);
    return await act(files.reverse());
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
  if (!current || files[0] !== current || (await isStillCurrent(directory, current))) return;
  // It was put aside meanwhile, perhaps together with files that are newer: only a new look tells their order.
  await closeAll(files.splice(0));
  await openAll(directory, files);
}

async function isStillCurrent(directory: string, file: JournalFile): Promise<boolean> {
  const now = await orNothing(stat(join(directory, currentName)), undefined);
  return now !== undefined && isSameFile(now, file);
}

async function closeAll(files: readonly JournalFile[]): Promise<void> {
  await Promise.all(files.map(({ handle }) => handle.close()));
}

type FileIdentity = Pick<JournalFile, 'dev' | 'ino'>;

export function isSameFile(one: FileIdentity, other: FileIdentity): boolean {
  return one.dev === other.dev && one.ino === other.ino;
}

/** For reading. Undefined where there is none. */
export async function openFile(directory: string, name: string): Promise<JournalFile | undefined> {
  return orNothing(openRegular(directory, name, constants.O_RDONLY), undefined);
}

/** @throws Node's error, also where something else than a file has this name: a pipe would block whoever opens it. */
export async function openRegular(directory: string, name: string, flags: number): Promise<JournalFile> {
  const handle = await open(join(directory, name), flags | (constants.O_NONBLOCK ?? 0), 0o640);
  const stats = await handle.stat();
  const { dev, ino, size, mtimeMs: writtenAt } = stats;
  if (stats.isFile()) return { name, handle, dev, ino, size, writtenAt };
  await handle.close();
  throw Object.assign(new Error(`${name} is not a regular file`), { code: 'EINVAL' });
}

/** What stands for a file or folder that is not there. */
export async function orNothing<T, N>(promise: Promise<T>, nothing: N): Promise<T | N> {
  return promise.catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return nothing;
    throw error;
  });
}

const newline = 10;
const chunkBytes = 1 << 18;

/** Lines as bytes without their newlines, many at a time. One that is cut lacks its newline, and comes alone and last. */
export type FileLines = { readonly lines: readonly Buffer[]; readonly isCut: boolean };

/** Reads from a place in the file on. */
export async function* readLines(handle: FileHandle, from = 0): AsyncGenerator<FileLines> {
  let rest: Buffer[] = [];
  for (let at = from; ; ) {
    const chunk = Buffer.allocUnsafe(chunkBytes);
    const { bytesRead } = await handle.read(chunk, 0, chunkBytes, at);
    if (bytesRead === 0) break;
    at += bytesRead;
    const bytes = chunk.subarray(0, bytesRead);
    const end = bytes.lastIndexOf(newline) + 1;
    if (end > 0) yield { lines: splitLines(Buffer.concat([...rest, bytes.subarray(0, end)])), isCut: false };
    if (end > 0) rest = [];
    rest.push(bytes.subarray(end));
  }
  const last = Buffer.concat(rest);
  if (last.length > 0) yield { lines: [last], isCut: true };
}

function splitLines(bytes: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  let start = 0;
  for (let end = bytes.indexOf(newline); end >= 0; end = bytes.indexOf(newline, start)) {
    lines.push(bytes.subarray(start, end));
    start = end + 1;
  }
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

/** Why no journal can be read. @throws what is a bug. */
export function unreadable(error: unknown): Problem {
  if (!(error instanceof Error) || !('code' in error)) throw error;
  return { code: 'journal-unreadable', message: `the journal cannot be read: ${error.message}` };
}
