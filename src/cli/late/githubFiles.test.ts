import { expect, test } from 'vitest';
import { useHome } from '../../../test/support/home.ts';
import { fakeTerminal } from '../../../test/support/terminal.ts';
import { writeGithubFiles } from './githubFiles.ts';

const { path, read, write } = useHome();
const files = { summary: '# Plan', outputs: 'changes=1\n' };

test('each file that a variable names is appended to, and the others are not missed', async () => {
  write('outputs', 'earlier=1\n');
  const { terminal, said } = fakeTerminal({ env: { GITHUB_OUTPUT: path('outputs') } });
  expect(await writeGithubFiles(files, terminal)).toBe(true);
  expect([read('outputs'), said.stderr]).toEqual(['earlier=1\nchanges=1\n', '']);
});

test('one that cannot be written is told of, and the other is written all the same', async () => {
  const env = { GITHUB_STEP_SUMMARY: path('no/summary'), GITHUB_OUTPUT: path('outputs') };
  const { terminal, said } = fakeTerminal({ env });
  expect(await writeGithubFiles(files, terminal)).toBe(false);
  expect(said.stderr).toMatch(/^error: GITHUB_STEP_SUMMARY: .*no\/summary cannot be written \(ENOENT\)/);
  expect(read('outputs')).toBe('changes=1\n');
});
