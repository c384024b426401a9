import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { useTempFolder } from '../../test/support/folder.ts';
import { sortByName } from './names.io.ts';

const inFolder = useTempFolder();

it('knows names that are not UTF-8, and spells their stray bytes out', () => {
  const folder = inFolder('names');
  mkdirSync(folder, { recursive: true });
  const path = (...parts: (string | number)[]) =>
    Buffer.concat(
      [`${folder}/`, ...parts].map((part) => Buffer.from(typeof part === 'string' ? part : [part])),
    );
  writeFileSync(path('m', 0xfc, '.yaml'), '');
  writeFileSync(path('ok-\ufffd-ü.yaml'), '');
  writeFileSync(path('m', 0xfc, '.txt'), '');
  mkdirSync(path('ä', 0xe2, 0x82));
  const { named, misnamed } = sortByName(folder, readdirSync(folder, { withFileTypes: true }));
  expect([...misnamed].sort()).toEqual(['m\\xfc.yaml', 'ä\\xe2\\x82']);
  expect(named.map(({ name }) => name)).toEqual(['ok-\ufffd-ü.yaml']);
});
