import { mkdirSync, symlinkSync } from 'node:fs';
import { expect, it } from 'vitest';
import { useTempFolder } from '../../../test/support/folder.ts';
import { createReadOnce, entriesAlong } from './pathEntries.io.ts';

const path = useTempFolder();

/** The names along a path below the folder of the test. */
function names(to: string, readEntry = createReadOnce()): readonly string[] {
  return entriesAlong(to, path(), readEntry).map(({ name, target }) =>
    target === undefined ? name : `${name} → ${target}`,
  );
}

it('each folder and each link along a path is an entry, also those that links lead through', () => {
  mkdirSync(path('worktrees', 'one', 'syncs'), { recursive: true });
  symlinkSync('worktrees/one', path('current'));
  symlinkSync('../current/syncs', path('worktrees', 'link'));
  expect(names('worktrees/link')).toEqual([
    'worktrees',
    'link → ../current/syncs',
    'current → worktrees/one',
    'worktrees',
    'one',
    'syncs',
  ]);
});

it('the first entry that is not there ends the path, and counts too', () => {
  mkdirSync(path('a'));
  expect(names('a/b/c')).toEqual(['a', 'b']);
});

it('a loop of links ends', () => {
  symlinkSync('two', path('one'));
  symlinkSync('one', path('two'));
  expect(names('one').length).toBeLessThanOrEqual(41);
});

it('an entry is read once, however often it is asked for', () => {
  mkdirSync(path('a'));
  const readEntry = createReadOnce();
  expect(names('a', readEntry)).toEqual(['a']);
  symlinkSync('a', path('b'));
  expect(readEntry(path(), 'a')).toBe(readEntry(path(), 'a'));
});
