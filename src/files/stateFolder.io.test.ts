import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { useTempFolder } from '../../test/support/folder.ts';
import { makeStateFolder, writeWhole } from './stateFolder.io.ts';

const path = useTempFolder();

function untracked(): string {
  return execFileSync('git', ['status', '--porcelain', '--untracked-files=all'], { cwd: path() }).toString();
}

test.each<[string, readonly string[]]>([
  ['is new', []],
  ['was there without', ['journal.jsonl', 'journal-3.jsonl', 'journal.head.json']],
])('git sees nothing of a state directory that %s', async (_, names) => {
  execFileSync('git', ['init', '--quiet'], { cwd: path() });
  mkdirSync(path('.sollist'));
  for (const name of names) writeFileSync(path('.sollist', name), '');
  await makeStateFolder(path('.sollist'));
  await makeStateFolder(path('.sollist/emulator'));
  for (const name of ['daemon.lock', 'emulator/memory.json']) writeFileSync(path('.sollist', name), '');
  expect(untracked()).toBe('');
});

test('a .gitignore of the user stays as it is', async () => {
  mkdirSync(path('state'));
  writeFileSync(path('state', '.gitignore'), 'mine\n');
  await makeStateFolder(path('state'));
  expect(readFileSync(path('state', '.gitignore'), 'utf8')).toBe('mine\n');
});

test('a folder in which something else lies is not ignored', async () => {
  writeFileSync(path('sollist.yaml'), '');
  await makeStateFolder(path());
  expect(existsSync(path('.gitignore'))).toBe(false);
});

test('a file is there as a whole, with the mode that was asked for, and no draft beside it', async () => {
  await writeWhole(path('a.json'), 'one', 0o600);
  await writeWhole(path('a.json'), 'two', 0o600);
  expect(readFileSync(path('a.json'), 'utf8')).toBe('two');
  mkdirSync(join(path('b'), 'full'), { recursive: true });
  await expect(writeWhole(path('b'), 'x', 0o600)).rejects.toThrow();
  expect(existsSync(path('b.new'))).toBe(false);
});
