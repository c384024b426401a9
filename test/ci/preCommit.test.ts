import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe } from 'vitest';
import { parse } from 'yaml';
import { needs } from '../support/needs.ts';
import { test } from '../support/product.ts';
import { root } from '../support/program.ts';

const manifest = join(root, '.pre-commit-hooks.yaml');
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
});
