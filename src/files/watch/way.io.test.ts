import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { useTempFolder } from '../../../test/support/folder.ts';
import { goAlong, isUnchanged, type Steps } from './way.io.ts';

const path = useTempFolder();

it('a path ends in the folder that links lead it to, or in which its file lies', () => {
  mkdirSync(path('worktrees', 'one', 'syncs'), { recursive: true });
  symlinkSync('worktrees/one', path('current'));
  symlinkSync('../current/syncs', path('worktrees', 'link'));
  writeFileSync(path('worktrees', 'one', 'a.yaml'), '');
  expect(goAlong(path('worktrees', 'link'), new Map())).toBe(path('worktrees', 'one', 'syncs'));
  expect(goAlong(path('current', 'a.yaml'), new Map())).toBe(path('worktrees', 'one'));
  expect(goAlong(path('current', 'not', 'there'), new Map())).toBe(path('worktrees', 'one'));
});

it.each([
  [
    'a folder on it is replaced',
    () => [renameSync(path('a'), path('gone')), mkdirSync(path('a', 'b'), { recursive: true })],
  ],
  ['a link on it is moved', () => [rmSync(path('link')), symlinkSync('elsewhere', path('link'))]],
  ['what was missing comes', () => mkdirSync(path('later'))],
])('a way is another one once %s', (_, change) => {
  mkdirSync(path('a', 'b'), { recursive: true });
  symlinkSync('a', path('link'));
  const way: Steps = new Map();
  for (const along of ['a/b', 'link/b', 'later/on']) goAlong(path(along), way);
  expect(isUnchanged(way)).toBe(true);
  change();
  expect(isUnchanged(way)).toBe(false);
});

it('a loop of links ends', () => {
  symlinkSync('two', path('one'));
  symlinkSync('one', path('two'));
  expect(goAlong(path('one'), new Map())).toBe(path());
});
