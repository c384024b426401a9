import { mkdirSync, rmSync } from 'node:fs';
import { expect, test } from 'vitest';
import { useTempFolder } from '../../test/support/folder.ts';
import { seal } from './sealed.ts';
import { createSealedFile } from './sealedFile.io.ts';

const path = useTempFolder();
const open = () => createSealedFile('told.json', { directory: path('state'), log: { warn: () => {} } });

test('what cannot be written is a trouble, and is written once it can be', async () => {
  mkdirSync(path('state/told.json'), { recursive: true });
  const file = open();
  await file.write(seal('told'));
  expect(file.trouble()).toMatch(/EISDIR|ENOTEMPTY|EEXIST/);
  rmSync(path('state/told.json'), { recursive: true });
  await file.write(seal('told'));
  expect(file.trouble()).toBeUndefined();
  expect(await open().read()).toBe('told');
});
