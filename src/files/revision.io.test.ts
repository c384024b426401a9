import { execFileSync } from 'node:child_process';
import { appendFile, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
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

async function named(syncs: string, variable?: string): Promise<string | null> {
  const env = { PATH: process.env.PATH, ...(variable !== undefined && { SOLLIST_REVISION: variable }) };
  return (await readRevision({ syncs, config: join(root, 'sollist.yaml'), env })).revision;
}

function gitIn(folder: string) {
  return (...args: string[]) =>
    execFileSync('git', ['-C', folder, '-c', 'user.name=Anna Weber', '-c', 'user.email=a@b', ...args], {
      encoding: 'utf8',
    }).trim();
}

test("below git-sync's link the revision is the commit that its worktree is named after", async () => {
  expect(await named(join(root, 'current'))).toBe(commit);
  expect(await named(join(root, 'current', 'syncs'))).toBe(commit);
  expect(await named(join(root, 'current', 'syncs', 'acme'))).toBe(commit);
});

test('a folder that is a link itself gives the name of what it leads to', async () => {
  expect(await named(join(root, 'v12'))).toBe('syncs');
});

test('another link above the folder is no revision', async () => {
  await symlink('.', join(root, 'srv'));
  expect(await named(join(root, 'srv', '.worktrees'))).toBeNull();
});

test('what SOLLIST_REVISION says comes before links, and git before both', async () => {
  const folder = join(root, 'current', 'syncs');
  expect(await named(folder, 'v1.2.3')).toBe('v1.2.3');
  const git = gitIn(folder);
  git('init', '--quiet');
  git('commit', '--quiet', '--allow-empty', '--message', 'first');
  expect(await named(folder, 'v1.2.3')).toBe(git('rev-parse', 'HEAD'));
});

test('a folder that is not there has no revision', async () => {
  expect(await named(join(root, 'gone'))).toBeNull();
  expect(await named(join(root, 'gone'), '')).toBeNull();
});

/** A checkout with one document and settings, and git for it. */
async function checkout(name: string) {
  const folder = join(root, name);
  await mkdir(join(folder, 'syncs'), { recursive: true });
  await writeFile(join(folder, 'syncs', 'a.yaml'), 'interval: 5m\n');
  await writeFile(join(folder, 'sollist.yaml'), 'concurrency: 1\n');
  const git = gitIn(folder);
  git('init', '--quiet');
  git('add', '--all');
  git('commit', '--quiet', '--message', 'Night shift\n\nand more');
  const of = { syncs: join(folder, 'syncs'), config: join(folder, 'sollist.yaml') };
  const read = (env = {}) => readRevision({ ...of, env: { PATH: process.env.PATH, ...env } });
  return { folder, git, read, head: git('rev-parse', 'HEAD') };
}

test('the commit is told with its author and subject', async () => {
  const { read, head } = await checkout('clean');
  const by = { author: 'Anna Weber', subject: 'Night shift' };
  expect(await read()).toEqual({ revision: head, commit: by });
});

test('files that differ from the commit are said to: edited, staged, untracked, removed, and edited settings', async () => {
  const { folder, git, read, head } = await checkout('dirty');
  const [file, other] = [join(folder, 'syncs', 'a.yaml'), join(folder, 'syncs', 'b.yaml')];
  const differs = async () => (await read()).revision === `${head}-dirty`;
  await appendFile(file, '# mine\n');
  expect(await differs()).toBe(true);
  git('add', '--all');
  expect(await differs()).toBe(true);
  git('reset', '--quiet', '--hard');
  await writeFile(other, '');
  expect(await differs()).toBe(true);
  await rm(other);
  expect(await differs()).toBe(false);
  await rm(file);
  expect(await differs()).toBe(true);
  git('reset', '--quiet', '--hard');
  await appendFile(join(folder, 'sollist.yaml'), '# mine\n');
  expect(await differs()).toBe(true);
});

test('what lies elsewhere in the checkout is none of its business', async () => {
  const { folder, read, head } = await checkout('elsewhere');
  await writeFile(join(folder, 'README.md'), '');
  expect((await read()).revision).toBe(head);
});

test('variables with which git runs a hook of another repository change nothing', async () => {
  const { read, head } = await checkout('here');
  const { folder } = await checkout('hooked');
  const GIT_DIR = join(folder, '.git');
  const env = { GIT_DIR, GIT_WORK_TREE: folder, GIT_INDEX_FILE: join(GIT_DIR, 'index'), GIT_PREFIX: '' };
  expect((await read(env)).revision).toBe(head);
});

test('nothing that the repository names is run', async () => {
  const { folder, git, read, head } = await checkout('untrusted');
  git('config', 'core.fsmonitor', `touch ${join(folder, 'ran')}; false`);
  git('config', 'log.showSignature', 'true');
  git('config', 'gpg.program', 'false');
  expect((await read()).revision).toBe(head);
  await expect(readFile(join(folder, 'ran'))).rejects.toMatchObject({ code: 'ENOENT' });
});
