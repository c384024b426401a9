import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { useTempFolder } from '../../test/support/folder.ts';
import { appendLines, isTaken, makeFolder, writeNew, writeText } from './write.io.ts';

const path = useTempFolder();

it('a name is taken by a file, a folder and a link that leads nowhere', async () => {
  writeFileSync(path('file'), '');
  mkdirSync(path('folder'));
  symlinkSync('nowhere', path('link'));
  const taken = await Promise.all(['file', 'folder', 'link', 'free'].map((name) => isTaken(path(name))));
  expect(taken).toEqual([true, true, true, false]);
});

it('a new file comes with the folders that lead to it, and never over another', async () => {
  await writeNew(path('syncs', 'acme', 'ebay.yaml'), 'new');
  await expect(writeNew(path('syncs', 'acme', 'ebay.yaml'), 'other')).rejects.toMatchObject({
    code: 'EEXIST',
  });
  expect(readFileSync(path('syncs', 'acme', 'ebay.yaml'), 'utf8')).toBe('new');
});

it('a text is written over what is there, or told of in words', async () => {
  writeFileSync(path('plan.json'), 'old');
  expect(await writeText(path('plan.json'), 'new')).toBeUndefined();
  expect(readFileSync(path('plan.json'), 'utf8')).toBe('new');
  expect(await writeText(path(), 'new')).toBe('cannot be written (EISDIR)');
});

it('a folder is made once, and told of in words where a file is in its place', async () => {
  expect(await makeFolder(path('a', 'b'))).toBeUndefined();
  expect(await makeFolder(path('a', 'b'))).toBeUndefined();
  writeFileSync(path('a', 'file'), '');
  expect(await makeFolder(path('a', 'file', 'c'))).toBe('cannot be written (ENOTDIR)');
});

it.each([
  ['nothing', undefined, 'a=1\n'],
  ['an empty file', '', 'a=1\n'],
  ['a whole line', 'b=2\n', 'b=2\na=1\n'],
  ['a line that an earlier command left open', 'b=2', 'b=2\na=1\n'],
])('lines are appended to %s on a line of their own', async (_, before, after) => {
  if (before !== undefined) writeFileSync(path('out'), before);
  expect(await appendLines(path('out'), 'a=1\n')).toBeUndefined();
  expect(readFileSync(path('out'), 'utf8')).toBe(after);
});

it('a file that cannot be written is told of in words', async () => {
  expect(await appendLines(path('nowhere', 'out'), 'a=1\n')).toBe('cannot be written (ENOENT)');
});
