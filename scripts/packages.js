import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * Fetches the packages that the lock file of `home` names, in a folder of their own: whoever moves its `node_modules` to
 * its place once all are there never leaves half of them. No package needs its install script, so none gets to run one.
 * @param {URL} home
 * @param {URL} folder Made anew, in `home`.
 */
export function fetchPackages(home, folder) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  for (const file of ['package.json', 'package-lock.json'])
    copyFileSync(new URL(file, home), new URL(file, folder));
  // The npm that runs this hands its own flags down as variables: those that are about another folder are taken back.
  const flags = ['--no-global', '--no-dry-run', '--no-package-lock-only', '--package-lock', '--include=dev'];
  const quiet = [
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--no-progress',
    '--loglevel=error',
    '--silent',
  ];
  const cwd = fileURLToPath(folder);
  const args = ['ci', ...flags, ...quiet];
  const npm = process.env.npm_execpath;
  /** @type {import('node:child_process').SpawnSyncOptions} */
  const options = { cwd, stdio: ['ignore', 'ignore', 'inherit'] };
  const { status, error } = npm?.endsWith('.js')
    ? spawnSync(process.execPath, [npm, ...args], options)
    : spawnSync('npm', args, { ...options, shell: process.platform === 'win32' });
  if (status !== 0)
    throw new Error(`npm did not install what ${fileURLToPath(new URL('package-lock.json', home))} names`, {
      cause: error,
    });
}
