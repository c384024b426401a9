import { expect, it } from 'vitest';
import { useTempFolder } from '../../test/support/folder.ts';
import { aRepository } from '../../test/support/repository.ts';
import { createGit, GitFailure } from './git.io.ts';

const inFolder = useTempFolder();

it('is about the repository that a folder lies in, whatever the variables of a hook name', async () => {
  const commit = aRepository(inFolder('one')).commit();
  aRepository(inFolder('other')).commit('other');
  const git = createGit(
    { PATH: process.env.PATH, GIT_DIR: inFolder('other/.git'), git_work_tree: '/' },
    60_000,
  );
  expect((await git(inFolder('one'), ['rev-parse', 'HEAD'])).toString().trim()).toBe(commit);
});

it('fails in one line of its own words, also where it does not read what it is given', async () => {
  const git = createGit({ PATH: process.env.PATH }, 60_000);
  const asked = git(inFolder(), ['cat-file', '--batch'], 'x\n'.repeat(1_000_000));
  await expect(asked).rejects.toThrow(/^not a git repository[^\n]*$/);
  await expect(asked).rejects.toBeInstanceOf(GitFailure);
});
