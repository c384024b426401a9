import { mkdirSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { aTenant } from '../../test/support/build.ts';
import { useTempFolder } from '../../test/support/folder.ts';
import { catalogueText } from './catalogue.ts';
import { loadCatalogues } from './read.io.ts';

const path = useTempFolder();

it('catalogues are read in the order of their names, and nothing else that lies there', async () => {
  mkdirSync(path('.catalogue'));
  for (const name of ['globex.json', 'acme.json', '.hidden.json', 'notes.txt']) {
    writeFileSync(path('.catalogue', name), catalogueText(aTenant()));
  }
  const { files, catalogues, problems } = await loadCatalogues(path());
  expect(files.map((file) => file.path)).toEqual(
    ['acme', 'globex'].map((name) => `${path()}/.catalogue/${name}.json`),
  );
  expect(catalogues.map(({ file }) => file)).toEqual(files.map((file) => file.path));
  expect(problems).toEqual([]);
});

it('where there is no folder there are none, and where it is none that is a problem', async () => {
  expect(await loadCatalogues(path())).toEqual({ files: [], catalogues: [], problems: [] });
  writeFileSync(path('.catalogue'), '');
  expect((await loadCatalogues(path())).problems).toMatchObject([{ code: 'folder-unreadable' }]);
});
