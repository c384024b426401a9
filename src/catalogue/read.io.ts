import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readTextFile, reasonOf } from '../files/readTree.io.ts';
import type { SourceFile } from '../model/sourceFile.ts';
import { fileProblem, type Problem } from '../problems/problem.ts';
import { type Catalogue, readCatalogues } from './catalogue.ts';

/** Where catalogues lie, below the syncs folder. Its name starts with a dot, so it holds no documents. */
export const catalogueFolder = '.catalogue';

export type CatalogueFiles = { readonly files: readonly SourceFile[]; readonly problems: readonly Problem[] };

/** The catalogues below a syncs folder, and what stands in the way of reading any of them. */
export async function loadCatalogues(
  syncs: string,
): Promise<CatalogueFiles & { readonly catalogues: readonly Catalogue[] }> {
  const { files, problems } = await readCatalogueFiles(syncs);
  const read = readCatalogues(files);
  return { files, catalogues: read.catalogues, problems: [...problems, ...read.problems] };
}

/** Reads the files below a syncs folder; none where there is no such folder. */
export async function readCatalogueFiles(syncs: string): Promise<CatalogueFiles> {
  const folder = join(syncs, catalogueFolder);
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => error);
  if (names instanceof Error) {
    if (names.code === 'ENOENT') return { files: [], problems: [] };
    const unreadable = fileProblem(`${syncs}/${catalogueFolder}`, 'folder-unreadable', reasonOf(names));
    return { files: [], problems: [unreadable] };
  }
  const wanted = names.filter((name) => name.endsWith('.json') && !name.startsWith('.')).sort();
  const read = await Promise.all(
    wanted.map((name) => readTextFile(join(folder, name), `${syncs}/${catalogueFolder}/${name}`)),
  );
  return {
    files: read.filter((one) => 'text' in one),
    problems: read.filter((one) => 'code' in one),
  };
}
