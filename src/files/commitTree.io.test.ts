import { execFileSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { useTempFolder } from '../../test/support/folder.ts';
import { aRepository } from '../../test/support/repository.ts';
import { readTreeAt } from './commitTree.io.ts';
import { createGit } from './git.io.ts';
import { readTree } from './readTree.io.ts';

const inFolder = useTempFolder();
const git = createGit({ PATH: process.env.PATH }, 60_000);

async function treeAt(revision: string, folder = inFolder('syncs')) {
  const read = await readTreeAt(revision, folder, 'syncs', git);
  return read.ok ? read.value.tree : read.why;
}

describe('a folder at a commit', { tags: 'slow' }, () => {
  it('is read as it is read from disk: links, hidden names, and what is no text among it', async () => {
    const { write, commit } = aRepository(inFolder());
    write({
      'syncs/a.yaml': 'a: 1\n',
      'syncs/acme/b.yaml': '\ufeffb: 1\r\n',
      'syncs/acme/deep/ü — x.yaml': '',
      'syncs/.hidden/c.yaml': 'c: 1',
      'syncs/acme/.d.yaml': 'd: 1',
      'syncs/acme/notes.txt': 'no',
      'syncs/utf16.yaml': Buffer.from('a: 1', 'utf16le'),
      'syncs/large.yaml': '#'.repeat(10_000_001),
      'shared/e.yaml': 'e: 1\n',
      'shared/f/g.yaml': 'g: 1\n',
    });
    symlinkSync('../shared', inFolder('syncs/linked'));
    symlinkSync('../shared/e.yaml', inFolder('syncs/one.yaml'));
    symlinkSync('e.yaml', inFolder('shared/again.yaml'));
    symlinkSync('nowhere', inFolder('syncs/dangling'));
    commit();
    const now = await readTree(inFolder('syncs'), 'syncs');
    const then = await treeAt('HEAD');
    expect(then).toMatchObject({ files: now.files, hash: now.hash });
    expect(now.files).toHaveLength(7);
    const told = (tree: typeof now) => tree.problems.map(({ code, origin }) => [code, origin!.file]);
    expect(told(then as typeof now)).toEqual(told(now));
  });

  it('stays as it was, whatever has become of the work tree and the index, and leaves both alone', async () => {
    const { write, remove, commit, git: run } = aRepository(inFolder());
    write({ 'syncs/a.yaml': 'a: 1\n', 'syncs/b.yaml': 'b: 1\n' });
    const first = commit();
    write({ 'syncs/a.yaml': 'a: 2\n', 'syncs/c.yaml': 'c: 1\n', 'syncs/d.yaml': 'd: 1\n' });
    remove('syncs/b.yaml');
    run('add', 'syncs/c.yaml');
    const status = () => run('status', '--porcelain');
    const before = status();
    for (const revision of ['HEAD', 'main', first, first.slice(0, 8), '@'])
      expect(await treeAt(revision)).toMatchObject({
        files: [
          { path: 'syncs/a.yaml', text: 'a: 1\n' },
          { path: 'syncs/b.yaml', text: 'b: 1\n' },
        ],
      });
    expect(status()).toBe(before);
  });

  it('is empty where it was not there yet, and may be the whole repository', async () => {
    const { write, commit } = aRepository(inFolder());
    commit();
    write({ 'syncs/a.yaml': 'a: 1' });
    expect(await treeAt('HEAD')).toMatchObject({ files: [], problems: [] });
    commit();
    expect(await treeAt('HEAD', inFolder())).toMatchObject({ files: [{ folder: 'syncs', text: 'a: 1' }] });
  });

  it('has problems where links lead in circles or out of the repository, and for a submodule', async () => {
    const { write, commit, git: run } = aRepository(inFolder());
    write({ 'syncs/acme/a.yaml': 'a: 1' });
    symlinkSync('..', inFolder('syncs/acme/up'));
    symlinkSync('/etc/hostname', inFolder('syncs/out.yaml'));
    const first = commit();
    run('update-index', '--add', '--cacheinfo', `160000,${first},syncs/module`);
    run('commit', '--quiet', '--message', 'module');
    expect(await treeAt('HEAD')).toMatchObject({
      problems: [
        { code: 'link-loop', origin: { file: 'syncs/acme/up' } },
        {
          code: 'folder-unreadable',
          message: 'syncs/module is a submodule, whose files this repository does not hold',
        },
        { code: 'dangling-link', message: 'syncs/out.yaml is a link that leads out of the repository' },
      ],
    });
  });

  it.each(['nope', '-x', '--help', '', 'HEAD:syncs', 'main..main', 'a\nb', 'HEAD~7'])(
    'has a problem where %j names no commit',
    async (revision) => {
      aRepository(inFolder()).commit();
      expect(await treeAt(revision, inFolder())).toMatchObject({ code: 'unknown-commit' });
    },
  );

  it('of a shallow clone has a problem that says what to fetch; with it, nothing is missing', async () => {
    const { write, commit } = aRepository(inFolder('origin'));
    write({ 'syncs/a.yaml': 'a: 1' });
    const first = commit();
    write({ 'syncs/a.yaml': 'a: 2' });
    commit();
    const run = (...args: string[]) => execFileSync('git', args, { cwd: inFolder(), stdio: 'pipe' });
    run('clone', '--quiet', '--depth=1', `file://${inFolder('origin')}`, 'clone');
    const hint = `the clone is shallow, so fetch it first: git fetch --depth=1 origin ${first}`;
    expect(await treeAt(first, inFolder('clone/syncs'))).toMatchObject({ code: 'unknown-commit', hint });
    run('-C', 'clone', ...hint.split(': git ')[1]!.split(' '));
    expect(await treeAt(first, inFolder('clone/syncs'))).toMatchObject({ files: [{ text: 'a: 1' }] });
  });

  it('of a partial clone is fetched by git itself, and is a problem where that fails', async () => {
    const { write, commit, git: run } = aRepository(inFolder('origin'));
    run('config', 'uploadpack.allowFilter', 'true');
    run('config', 'uploadpack.allowAnySHA1InWant', 'true');
    write({ 'syncs/a.yaml': 'a: 1' });
    const first = commit();
    write({ 'syncs/a.yaml': 'a: 2' });
    const second = commit();
    const url = `file://${inFolder('origin')}`;
    for (const name of ['here', 'alone'])
      execFileSync('git', ['clone', '--quiet', '--filter=blob:none', url, inFolder(name)], { stdio: 'pipe' });
    expect(await treeAt(first, inFolder('here/syncs'))).toMatchObject({ files: [{ text: 'a: 1' }] });
    execFileSync('git', ['-C', inFolder('alone'), 'remote', 'set-url', 'origin', 'file:///nowhere']);
    expect(await treeAt(first, inFolder('alone/syncs'))).toMatchObject({ code: 'git' });
    expect(await treeAt(second, inFolder('alone/syncs'))).toMatchObject({ files: [{ text: 'a: 2' }] });
  });

  it('that lies in no repository is a problem in the words of git', async () => {
    expect(await treeAt('main', inFolder())).toMatchObject({
      code: 'git',
      message: expect.stringMatching(/^--base: git cannot read syncs at `main`: not a git repository/),
    });
  });
});

it('needs git, and says so', async () => {
  const read = await readTreeAt('main', inFolder(), 'syncs', createGit({ PATH: inFolder() }, 60_000));
  expect(read).toMatchObject({ why: { code: 'git', message: '--base needs git, and there is none here' } });
});
