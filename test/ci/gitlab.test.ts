import { execFile } from 'node:child_process';
import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe } from 'vitest';
import { needs } from '../support/needs.ts';
import { commitAll, type House, liveSync, main, test } from '../support/product.ts';
import { root } from '../support/program.ts';
import { type Forge, standInForGitLab } from './forges.ts';

const runner = join(root, 'test/node_modules/.bin/gitlab-ci-local');
const ebay = 'sync: { name: Ebay, salesChannel: Shop }\n';

describe.concurrent('ci/gitlab.yml', () => {
  // With it the runner makes the copy of the checkout in which a job runs.
  beforeEach(({ skip }) => needs(skip, 'rsync'));

  test('makes one note on the merge request, and updates it', async ({ house, expect }) => {
    const { forge } = await prepare(house, '5m');
    const first = await runJobs(house, mergeRequest(forge), ['sollist-validate', 'sollist-plan']);
    expect(first.said).toContain('Valid: 1 document in 2 files.');
    expect(first.said).toContain('comment made: https://gitlab.example/acme/shop/-/merge_requests/7#note_1');
    expect(first.code, first.said).toBe(0);

    await house.write({ 'syncs/acme/ebay.yaml': `${ebay}interval: 7m\n` });
    await runJobs(house, mergeRequest(forge), ['sollist-plan']);
    const notes = '/api/v4/projects/5/merge_requests/7/notes';
    expect(forge.writes).toEqual([`POST ${notes}`, `PUT ${notes}/1`]);
    expect(forge.comments[0]!.body).toContain('`7m`');
  });

  test('tells what the merge request changes from what differed before, where git can fetch the base', async ({
    house,
    expect,
  }) => {
    const { forge, base } = await prepare(house, '5m');
    await house.write({ 'syncs/acme/amazon.yaml': 'sync: { name: Amazon }\ninterval: 25m\n' });
    const onBase = { ...mergeRequest(forge), CI_MERGE_REQUEST_DIFF_BASE_SHA: base };
    const compared = await runJobs(house, onBase, ['sollist-plan']);
    expect(compared.code, compared.said).toBe(0);
    expect(forge.comments[0]!.body).toContain('(1 value by this change, 1 from before)');

    const gone = '0'.repeat(40);
    const onGone = { ...mergeRequest(forge), CI_MERGE_REQUEST_TARGET_BRANCH_SHA: gone };
    const { code, said } = await runJobs(house, onGone, ['sollist-plan']);
    expect({ code, said }).toMatchObject({
      code: 0,
      said: expect.stringContaining(`git cannot fetch ${gone}`),
    });
    expect(forge.comments[0]!.body).not.toContain('this change');
  });

  test('fails where sollist does, with or without a note', async ({ house, expect }) => {
    const { forge } = await prepare(house, '5x');
    expect((await runJobs(house, mergeRequest(forge), ['sollist-plan'])).code).not.toBe(0);
    expect(forge.comments[0]!.body).toContain('`duration` at `syncs/acme/ebay.yaml:2:11`');
    const { SOLLIST_GITLAB_TOKEN: _, ...without } = mergeRequest(forge);
    expect((await runJobs(house, without, ['sollist-plan'])).code).not.toBe(0);
  });

  test('applies on the default branch what was planned there', async ({ house, expect }) => {
    const { forge, wawi } = await prepare(house, '5m');
    const { said, code } = await runJobs(house, onMain, ['sollist-apply', '--needs']);
    expect(said).toContain('Apply: 1 sync corrected (1 value) and verified');
    expect(code, said).toBe(0);
    expect((await liveSync(wawi, 'acme', 'Ebay', 'Shop')).interval).toBe('00:05:00');
    expect(forge.writes).toEqual([]);
  });

  test('applies nothing by itself', async ({ house, expect }) => {
    await prepare(house, '5m');
    const { said } = await runJobs(house, onMain, ['--list-csv']);
    expect(said).toMatch(/^sollist-apply;[^;]*;deploy;manual;/m);
  });
});

const onMain = { CI_PIPELINE_SOURCE: 'push', CI_COMMIT_BRANCH: 'main', CI_DEFAULT_BRANCH: 'main' };

function mergeRequest({ url }: Forge): Record<string, string> {
  return {
    CI_PIPELINE_SOURCE: 'merge_request_event',
    CI_MERGE_REQUEST_IID: '7',
    CI_PROJECT_ID: '5',
    CI_PROJECT_URL: 'https://gitlab.example/acme/shop',
    CI_API_V4_URL: `${url}/api/v4`,
    SOLLIST_GITLAB_TOKEN: 'good',
  };
}

/** A checkout with the template, and on the PATH what the image holds. */
async function prepare(house: House, interval: string) {
  const wawi = await house.wawi({ tenants: [{ name: 'acme' }] });
  await house.write({
    '.gitlab-ci.yml': 'include:\n  - local: ci/gitlab.yml\n',
    'syncs/acme/ebay.yaml': `${ebay}interval: ${interval}\n`,
    '.gitignore': 'bin/\n',
  });
  await mkdir(join(house.path, 'ci'));
  await mkdir(join(house.path, 'bin'));
  await symlink(join(root, 'ci/gitlab.yml'), join(house.path, 'ci/gitlab.yml'));
  await symlink(main, join(house.path, 'bin/sollist'));
  await symlink(join(root, 'ci/comment.js'), join(house.path, 'bin/sollist-comment'));
  const base = commitAll(house.path);
  return { wawi, base, forge: await standInForGitLab(house) };
}

/** Runs jobs in a shell here instead of the image. It reads the file by GitLab's own schema first. */
function runJobs(house: House, variables: Readonly<Record<string, string>>, args: readonly string[]) {
  const given = Object.entries({ ...house.env, ...variables }).map(([name, value]) => `${name}=${value}`);
  const all = [...args, '--force-shell-executor', ...given.flatMap((one) => ['--variable', one])];
  const env = { PATH: `${join(house.path, 'bin')}:${process.env.PATH}`, HOME: house.path };
  return new Promise<{ code: number; said: string }>((resolve) => {
    execFile(runner, all, { cwd: house.path, env }, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code ?? -1) : 0, said: stdout + stderr });
    });
  });
}
