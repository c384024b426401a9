import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readRevision } from './revision.io.ts';

const commit = '3f0c3c1e0b1d4b7e9c556a1f6f3d2a10deadbeef';
let root: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'sollist-revision-'));
  await mkdir(join(root, '.worktrees', commit, 'syncs', 'acme'), { recursive: true });
  await symlink(join('.worktrees', commit), join(root, 'current'));
  await symlink(join('.worktrees', commit, 'syncs'), join(root, 'v12'));
});
afterAll(() => rm(root, { recursive: true }));

test("below git-sync's link the revision is the commit that its worktree is named after", async () => {
  expect(await readRevision(join(root, 'current'), undefined)).toBe(commit);
  expect(await readRevision(join(root, 'current', 'syncs'), undefined)).toBe(commit);
  expect(await readRevision(join(root, 'current', 'syncs', 'acme'), undefined)).toBe(commit);
});

test('a folder that is a link itself gives the name of what it leads to', async () => {
  expect(await readRevision(join(root, 'v12'), undefined)).toBe('syncs');
});

test('another link above the folder is no revision', async () => {
  await symlink('.', join(root, 'srv'));
  expect(await readRevision(join(root, 'srv', '.worktrees'), undefined)).toBeNull();
});

test('what SOLLIST_REVISION says comes before links, and git before both', async () => {
  const folder = join(root, 'current', 'syncs');
  expect(await readRevision(folder, 'v1.2.3')).toBe('v1.2.3');
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', folder, '-c', 'user.name=a', '-c', 'user.email=a@b', ...args], {
      encoding: 'utf8',
    }).trim();
  git('init', '--quiet');
  git('commit', '--quiet', '--allow-empty', '--message', 'first');
  expect(await readRevision(folder, 'v1.2.3')).toBe(git('rev-parse', 'HEAD'));
});

test('a folder that is not there has no revision', async () => {
  expect(await readRevision(join(root, 'gone'), undefined)).toBeNull();
  expect(await readRevision(join(root, 'gone'), '')).toBeNull();
});
