import { open, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolders } from './folder.io.ts';
import { persistently } from './persistently.io.ts';

/** All that ever lies in a state directory. */
const ours = /^(?:journal(?:-\d+)?|daemon|memory|last-good)\.|^emulator$/;

/**
 * Makes the state directory, and has git ignore it: what lies there is nobody's to commit. A `.gitignore` that is there is
 * left as it is, and none is put into a folder that holds anything else.
 * @throws Node's error where there can be no folder.
 */
export async function makeStateFolder(directory: string): Promise<void> {
  await makeFolders(directory);
  const names = await readdir(directory).catch(() => ['?']);
  if (!names.every((name) => ours.test(name))) return;
  await writeFile(join(directory, '.gitignore'), '*\n', { flag: 'wx' }).catch(() => {});
}

/**
 * Writes a file as a whole or not at all, whatever happens meanwhile. One process at a time may, since all use one name for
 * the new file. @throws Node's error.
 */
export async function writeWhole(path: string, text: string, mode: number): Promise<void> {
  const draft = `${path}.new`;
  try {
    const handle = await open(draft, 'w', mode);
    try {
      await handle.writeFile(text);
      await handle.datasync();
    } finally {
      await handle.close();
    }
    await persistently(() => rename(draft, path));
  } catch (error) {
    await rm(draft, { force: true }).catch(() => {}); // else it holds what little room there is
    throw error;
  }
}
