import { mkdirSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { useTempFolder } from '../../test/support/folder.ts';
import { readCatalogueFiles } from './read.io.ts';

const path = useTempFolder();

it('catalogues are read in the order of their names, and nothing else that lies there', async () => {
  mkdirSync(path('.catalogue'));
  for (const name of ['globex.json', 'acme.json', '.hidden.json', 'notes.txt']) {
    writeFileSync(path('.catalogue', name), '{}');
  }
  const { files, problems } = await readCatalogueFiles(path());
  expect(files.map((file) => file.path)).toEqual(
    ['acme', 'globex'].map((name) => `${path()}/.catalogue/${name}.json`),
  );
  expect(problems).toEqual([]);
});

it('where there is no folder there are none, and where it is none that is a problem', async () => {
  expect(await readCatalogueFiles(path())).toEqual({ files: [], problems: [] });
  writeFileSync(path('.catalogue'), '');
  expect((await readCatalogueFiles(path())).problems).toMatchObject([{ code: 'folder-unreadable' }]);
});
