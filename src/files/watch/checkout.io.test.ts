import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { useTempFolder } from '../../../test/support/folder.ts';
import { isBeingCheckedOut } from './checkout.io.ts';

const path = useTempFolder();

it('git is at work while its lock is there, in the folder above or where a worktree names it', () => {
  mkdirSync(path('repo', '.git', 'worktrees', 'one'), { recursive: true });
  mkdirSync(path('repo', 'syncs'));
  mkdirSync(path('tree', 'syncs'), { recursive: true });
  writeFileSync(path('tree', '.git'), 'gitdir: ../repo/.git/worktrees/one\n');
  expect([isBeingCheckedOut(path('repo', 'syncs')), isBeingCheckedOut(path('tree', 'syncs'))]).toEqual([
    false,
    false,
  ]);
  writeFileSync(path('repo', '.git', 'index.lock'), '');
  expect(isBeingCheckedOut(path('repo', 'syncs'))).toBe(true);
  expect(isBeingCheckedOut(path('tree', 'syncs'))).toBe(false);
  rmSync(path('repo', '.git', 'index.lock'));
  writeFileSync(path('repo', '.git', 'worktrees', 'one', 'index.lock'), '');
  expect(isBeingCheckedOut(path('tree', 'syncs'))).toBe(true);
});

it('where there is no git, or no folder, nobody is at work', () => {
  expect(isBeingCheckedOut(path())).toBe(false);
  expect(isBeingCheckedOut(path('nowhere'))).toBe(false);
});
