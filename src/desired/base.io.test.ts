import { expect, it } from 'vitest';
import { aClaim } from '../../test/support/build.ts';
import { useTempFolder } from '../../test/support/folder.ts';
import { aRepository } from '../../test/support/repository.ts';
import { createGit } from '../files/git.io.ts';
import type { SourceTree } from '../files/tree.ts';
import type { Problem } from '../problems/problem.ts';
import { readBase } from './base.io.ts';

const inFolder = useTempFolder();
const claims = [aClaim()];

function read(revision: string, problems: readonly Problem[] = []) {
  const desireOf = (_: SourceTree) => ({ claims, problems });
  return readBase(revision, inFolder('syncs'), createGit({ PATH: process.env.PATH }, 60_000), desireOf);
}

it('is what the commit asked for; nothing, and a warning, where the tree was bad', async () => {
  const { write, commit: save } = aRepository(inFolder());
  write({ 'syncs/a.yaml': 'a: 1' });
  const commit = save();
  expect(await read('main')).toEqual({ ok: true, value: { base: { commit, claims }, warnings: [] } });
  const origin = { file: 'syncs/a.yaml', line: 1, column: 1 };
  const bad = await read('main', [
    { code: 'unknown-key', message: 'unknown key `a`', origin },
    { code: 'missing-key', message: 'no sync', origin },
  ]);
  expect(bad).toMatchObject({
    value: {
      base: { commit, claims: [] },
      warnings: [{ code: 'bad-base', message: expect.stringContaining('2 problems at `main`') }],
    },
  });
  expect(JSON.stringify(bad)).toContain('(the first at syncs/a.yaml:1:1: unknown key `a`)');
});

it('is a problem where there is no such commit', async () => {
  aRepository(inFolder('syncs'));
  expect(await read('main')).toMatchObject({ ok: false, why: { code: 'unknown-commit' } });
});
