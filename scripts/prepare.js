// npm packs this folder, which is how it installs from git: what the package holds is built first. For `install --global`
// npm brings no packages (it installs the folder itself in their place), so those that building needs are fetched here.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** What is bundled, and what makes the bundle: a tenth of all that working on sollist needs. */
const buildingNeeds = [
  '@hono/node-server',
  'ajv',
  'ajv-formats',
  'commander',
  'croner',
  'esbuild',
  'hono',
  'idiomorph',
  'json-schema-to-typescript',
  'p-limit',
  'p-retry',
  'pino',
  'prom-client',
  'string-width',
  'undici',
  'yaml',
];

const root = new URL('..', import.meta.url);
const packages = new URL('node_modules/', root);

if (!existsSync(packages)) await fetchPackages();
await import('./build.js');

/** In the versions of the lock file, in a folder of their own that moves to its place once all are there. */
async function fetchPackages() {
  const folder = new URL('.prepare/', root);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder);
  const { name, version, devDependencies } = JSON.parse(
    await readFile(new URL('package.json', root), 'utf8'),
  );
  const wanted = Object.fromEntries(buildingNeeds.map((one) => [one, devDependencies[one]]));
  await writeFile(
    new URL('package.json', folder),
    JSON.stringify({ name, version, devDependencies: wanted }),
  );
  await copyFile(new URL('package-lock.json', root), new URL('package-lock.json', folder));
  install(fileURLToPath(folder));
  await rename(new URL('node_modules', folder), packages);
  await rm(folder, { recursive: true });
}

/** The npm that runs this one hands its own flags down as variables: those that are about another folder are taken back. */
function install(/** @type {string} */ folder) {
  const flags = ['--no-global', '--no-dry-run', '--no-package-lock-only', '--package-lock', '--include=dev'];
  const quiet = ['--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--no-progress'];
  const args = ['install', `--prefix=${folder}`, ...flags, ...quiet];
  const npm = process.env.npm_execpath;
  const { status, error } = npm?.endsWith('.js')
    ? spawnSync(process.execPath, [npm, ...args], { cwd: folder, stdio: 'inherit' })
    : spawnSync('npm', args, { cwd: folder, stdio: 'inherit', shell: process.platform === 'win32' });
  if (status !== 0) throw new Error('npm did not install what building needs', { cause: error });
}
