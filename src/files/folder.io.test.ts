import { execFileSync } from 'node:child_process';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { useTempFolder } from '../../test/support/folder.ts';
import { makeFolders } from './folder.io.ts';

const path = useTempFolder();

test('a folder and those that lead to it are made, by several at once too', async () => {
  await Promise.all(['a/b/c', 'a/b/d', 'a/b', 'a/b/c'].map((name) => makeFolders(path(name))));
  for (const name of ['a/b/c', 'a/b/d']) expect(statSync(path(name)).isDirectory()).toBe(true);
});

test('what is no folder stays as it is', async () => {
  writeFileSync(path('file'), 'mine');
  await expect(makeFolders(path('file'))).rejects.toThrow('EEXIST');
  await expect(makeFolders(path('file/below'))).rejects.toThrow('ENOTDIR');
  expect(readFileSync(path('file'), 'utf8')).toBe('mine');
});

test.skipIf(process.platform === 'win32')('it fails, and ends, in a folder that was removed', () => {
  const code = `
    import { mkdirSync, rmdirSync } from 'node:fs';
    import { makeFolders } from ${JSON.stringify(new URL('folder.io.ts', import.meta.url))};
    mkdirSync('gone');
    process.chdir('gone');
    rmdirSync('../gone');
    await makeFolders('state/emulator').catch((error) => process.stdout.write(error.code));
  `;
  const loader = new URL('../../scripts/typescript.js', import.meta.url).href;
  const args = ['--import', loader, '--input-type=module', '--eval', code];
  const options = { cwd: path(), encoding: 'utf8', timeout: 20_000 } as const;
  expect(execFileSync(process.execPath, args, options)).toBe('ENOENT');
});
