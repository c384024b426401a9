import { type FileHandle, lstat, open, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { makeFolders } from './folder.io.ts';
import { persistently } from './persistently.io.ts';

/** Whether something is there under this name, a dangling link included. */
export async function isTaken(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}

/** Writes a file that must not be there yet, and the folders that lead to it. @throws Node's error. */
export async function writeNew(path: string, text: string): Promise<void> {
  await makeFolders(dirname(path));
  await writeFile(path, text, { flag: 'wx' });
}

/** Writes a file, over one that is there. Gives what is wrong with it, in words that go after its name. */
export async function writeText(path: string, text: string): Promise<string | undefined> {
  return persistently(() => writeFile(path, text), ['EBUSY']).then(() => undefined, cannotWrite);
}

function cannotWrite({ code, message }: NodeJS.ErrnoException): string {
  return `cannot be written (${code ?? message})`;
}

/** Makes a folder and those that lead to it. Gives what is wrong with it, in words that go after its name. */
export async function makeFolder(path: string): Promise<string | undefined> {
  return makeFolders(path).then(() => undefined, cannotWrite);
}

/**
 * Appends to a file that GitHub names in a variable (`$GITHUB_OUTPUT`, `$GITHUB_STEP_SUMMARY`), on a line of its own
 * whatever an earlier command left there. Gives what is wrong with it, in words that go after its name.
 */
export async function appendLines(path: string, text: string): Promise<string | undefined> {
  return appendOnOwnLine(path, text).then(() => undefined, cannotWrite);
}

async function appendOnOwnLine(path: string, text: string): Promise<void> {
  const file = await open(path, 'a+');
  try {
    await file.appendFile((await endsInLine(file)) ? text : `\n${text}`);
  } finally {
    await file.close();
  }
}

async function endsInLine(file: FileHandle): Promise<boolean> {
  const { size } = await file.stat();
  if (size === 0) return true;
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
  return buffer[0] === 0x0a;
}
