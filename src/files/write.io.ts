import { lstat, mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Whether something is there under this name, a dangling link included. */
export async function isTaken(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}

/** Writes a file that must not be there yet, and the folders that lead to it. @throws Node's error. */
export async function writeNew(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text, { flag: 'wx' });
}

/** Writes a file, over one that is there. Gives what is wrong with it, in words that go after its name. */
export async function writeText(path: string, text: string): Promise<string | undefined> {
  return writeFile(path, text).then(() => undefined, cannotWrite);
}

function cannotWrite({ code, message }: NodeJS.ErrnoException): string {
  return `cannot be written (${code ?? message})`;
}

/** Makes a folder and those that lead to it. Gives what is wrong with it, in words that go after its name. */
export async function makeFolder(path: string): Promise<string | undefined> {
  return mkdir(path, { recursive: true }).then(() => undefined, cannotWrite);
}
