import { expect, it } from 'vitest';
import { missingCommit, noGit } from './commitProblems.ts';

const sha = '90634db37750acb3df592e6f578706bd2f8f3fce';

it.each([
  [sha, `git fetch --depth=1 origin ${sha}`],
  ['main', 'git fetch --depth=1 origin main, and then --base FETCH_HEAD'],
  ['origin/feature/x', 'git fetch --depth=1 origin feature/x, and then --base FETCH_HEAD'],
  ['HEAD~1', 'git fetch --unshallow'],
  ['90634db', 'git fetch --unshallow'],
  ['-x; touch y', 'git fetch --unshallow'],
])('of %s a shallow clone is told: %s', (revision, command) => {
  expect(missingCommit(revision, true).hint).toBe(`the clone is shallow, so fetch it first: ${command}`);
  expect(missingCommit(revision, false).hint).toBeUndefined();
});

it('says what to do where the checkout belongs to another user', () => {
  const message = "detected dubious ownership in repository at '/builds/acme'";
  expect(noGit('main', 'syncs', { message, isMissing: false }).hint).toBe(
    'it belongs to another user; if you trust it: git config --global --add safe.directory /builds/acme',
  );
});
