import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Makes a folder and those that lead to it. Node's own way (`recursive`) never ends, at the full load of a processor, where
 * a relative path starts in a folder that was removed. @throws Node's error.
 */
export async function makeFolders(path: string): Promise<void> {
  const missing = await makeOne(path);
  if (!missing) return;
  const parent = dirname(path);
  if (parent === '.' || parent === path) throw missing;
  await makeFolders(parent);
  const stillMissing = await makeOne(path);
  if (stillMissing) throw stillMissing;
}

/** Gives the error where the folder around it is missing. @throws where it cannot be made. */
async function makeOne(path: string): Promise<NodeJS.ErrnoException | undefined> {
  try {
    await mkdir(path);
  } catch (error) {
    const failure = error as NodeJS.ErrnoException;
    if (failure.code === 'ENOENT') return failure;
    const found = await stat(path).catch(() => undefined);
    if (!found?.isDirectory()) throw failure;
  }
  return undefined;
}
