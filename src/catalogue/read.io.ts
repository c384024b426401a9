import { readdir } from 'node:fs/promises';
import { below } from '../files/paths.ts';
import { readTextFile, reasonOf } from '../files/readTree.io.ts';
import { fileProblem } from '../problems/problem.ts';
import { readCatalogues } from './catalogue.ts';

/** Where catalogues lie, below the syncs folder. Its name starts with a dot, so it holds no documents. */
export const catalogueFolder = '.catalogue';

/**
 * The catalogues below a syncs folder, their files, and what stands in the way of reading any of them. None where there is
 * no such folder.
 */
export async function loadCatalogues(syncs: string) {
  const folder = below(syncs, catalogueFolder);
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => error);
  if (names instanceof Error) {
    if (names.code === 'ENOENT') return { files: [], catalogues: [], problems: [] };
    const unreadable = fileProblem(folder, 'folder-unreadable', reasonOf(names));
    return { files: [], catalogues: [], problems: [unreadable] };
  }
  const wanted = names.filter((name) => name.endsWith('.json') && !name.startsWith('.')).sort();
  const read = await Promise.all(
    wanted.map((name) => readTextFile(below(folder, name), below(folder, name))),
  );
  const files = read.filter((one) => 'text' in one);
  const { catalogues, problems } = readCatalogues(files);
  return { files, catalogues, problems: [...read.filter((one) => 'code' in one), ...problems] };
}
