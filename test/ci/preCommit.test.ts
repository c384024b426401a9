import { execFile } from 'node:child_process';
import { cp, mkdir, readFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe } from 'vitest';
import { parse } from 'yaml';
import { needs } from '../support/needs.ts';
import { test } from '../support/product.ts';
import { root } from '../support/program.ts';

const manifest = join(root, '.pre-commit-hooks.yaml');
const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
const run = promisify(execFile);

describe.concurrent('.pre-commit-hooks.yaml', () => {
  test('is a manifest by the measure of pre-commit', async ({ house, expect, skip }) => {
    needs(skip, 'pre-commit');
    const env = { PATH: process.env.PATH, HOME: house.path };
    await expect(run('pre-commit', ['validate-manifest', manifest], { env })).resolves.toBeDefined();
  });

  test('wants what is checked and nothing else, and a command that fails on a bad tree', async ({
    house,
    expect,
  }) => {
    const [{ entry, files }] = parse(await readFile(manifest, 'utf8'));
    const isWanted = (path: string) => new RegExp(files).test(path);
    expect(['syncs/a.yaml', 'syncs/acme/ebay.yaml', 'sollist.yaml'].filter(isWanted)).toHaveLength(3);
    expect(
      ['README.md', 'syncs/notes.md', 'docs/syncs/a.yaml', 'other/sollist.yaml'].filter(isWanted),
    ).toEqual([]);
    const [, ...args] = entry.split(' ');
    await house.write({ 'syncs/a.yaml': 'sync: { name: Ebay }\ninterval: 5m\n' });
    expect((await house.sollist(...args)).code).toBe(0);
    await house.write({ 'syncs/a.yaml': 'sync: { name: Ebay }\ninterval: 5\n' });
    expect((await house.sollist(...args)).code).toBe(1);
  });

  test('finds the package by what `npm pack` prints, whatever the build has to say', async ({
    house,
    expect,
  }) => {
    const scripts = { prepack: 'echo building' };
    await house.write({
      '.npmrc': await readFile(join(root, '.npmrc')),
      'package.json': JSON.stringify({ name: 'some', version: '1.2.3', scripts }),
    });
    const env = { PATH: process.env.PATH, HOME: house.path };
    const { stdout } = await run('npm', ['pack', '--offline'], { cwd: house.path, env });
    expect(stdout.trim()).toBe('some-1.2.3.tgz');
  });

  /** npm from 7 on packs what it installs from git, and for `--global` brings no packages. */
  test('is had from git as the newest pre-commit does it', {
    tags: ['slow'],
    timeout: 240_000,
  }, async ({ house, expect, skip }) => {
    const npm = await npmIn(house.path);
    await npm('view', 'esbuild', 'name', '--fetch-retries=0').catch((error) =>
      skip(`the npm registry is out of reach: ${error.stderr}`),
    );
    const checkout = await commitOf(house.path);
    await npm('install', '--install-links', '-g', `git+file://${checkout}`);
    await expect(installedIn(house.path)).resolves.toBe(version);
  });

  /** It has npm put all packages into its clone first, as a checkout has them here. */
  test("is had from a packed clone, as Debian's pre-commit does it", { tags: ['slow'] }, async ({
    house,
    expect,
  }) => {
    const checkout = await commitOf(house.path);
    await symlink(join(root, 'node_modules'), join(checkout, 'node_modules'));
    const npm = await npmIn(house.path, checkout);
    const { stdout } = await npm('pack');
    await npm('install', '-g', '--offline', join(checkout, stdout.trim()));
    await expect(installedIn(house.path)).resolves.toBe(version);
  });

  test('leaves `npm ci` alone: nothing is built for it, and no file but the manifest is needed', async ({
    house,
    expect,
  }) => {
    const { scripts } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
    const manifest = { name: 'some', version: '1.2.3', scripts: { prepare: scripts.prepare } };
    await house.write({ 'package.json': JSON.stringify(manifest) });
    const npm = await npmIn(house.path);
    await expect(npm('install', '--offline')).resolves.toBeDefined();
  });
});

/** npm as pre-commit runs it: it installs into a folder of its own, and keeps what it has fetched there. */
async function npmIn(folder: string, cwd = folder) {
  const prefix = join(folder, 'env');
  await mkdir(join(prefix, 'lib'), { recursive: true });
  const env = { ...process.env, npm_config_cache: join(folder, 'cache'), npm_config_prefix: prefix };
  return (...args: readonly string[]) => run('npm', args, { cwd, env });
}

/** What lies in the checkout now, as a commit of a repository of its own. */
async function commitOf(folder: string): Promise<string> {
  const checkout = join(folder, 'checkout');
  const parts = ['.npmrc', '.gitignore', 'package.json', 'package-lock.json', 'CHANGELOG.md', 'LICENSE'];
  for (const part of [...parts, 'ci', 'schemas', 'scripts', 'src'])
    await cp(join(root, part), join(checkout, part), { recursive: true });
  const git = (...args: readonly string[]) =>
    run('git', ['-C', checkout, '-c', 'user.name=a', '-c', 'user.email=a@b', ...args]);
  await git('init', '--quiet');
  await git('add', '--all');
  await git('commit', '--quiet', '--message', 'as it is');
  return checkout;
}

async function installedIn(folder: string): Promise<string> {
  const { stdout } = await run(join(folder, 'env', 'bin', 'sollist'), ['--version']);
  return stdout.trim();
}
