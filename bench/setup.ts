// From a fresh clone of what is committed to the first verified correction: `npm run bench:setup [-- --quick]`.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { lstatSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { flags } from './flags.ts';
import { type Spread, spread } from './statistics.ts';
import { machine, markdown } from './table.ts';

/** In seconds and megabytes. */
type Setup = { readonly install: number; readonly start: number; readonly megabytes: number };

const root = fileURLToPath(new URL('..', import.meta.url));
const rounds = flags.quick ? 1 : 5;
const caches = { 'empty npm cache': true, 'npm cache as it is after that': false };

const scratch = mkdtempSync(join(tmpdir(), 'sollist-setup-'));
try {
  const rows: string[][] = [];
  const all = new Map<string, Setup[]>(Object.keys(caches).map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1)
    for (const [name, isEmpty] of Object.entries(caches)) all.get(name)!.push(await setUp(isEmpty));
  for (const [name, setups] of all) rows.push([name, ...cells(setups)]);
  const head = ['', '`npm ci`', '`npm start` to the first verified correction', 'together', 'node_modules'];
  process.stdout.write(`${machine()}\n\n${markdown(head, rows)}\n`);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

async function setUp(isCacheEmpty: boolean): Promise<Setup> {
  const [folder, cache] = [join(scratch, 'clone'), join(scratch, 'cache')];
  rmSync(folder, { recursive: true, force: true });
  if (isCacheEmpty) rmSync(cache, { recursive: true, force: true });
  execFileSync('git', ['clone', '--quiet', root, folder]);
  const env = { ...process.env, npm_config_cache: cache, SOLLIST_LISTEN: '127.0.0.1:0' };
  const begin = performance.now();
  execFileSync('npm', ['ci'], { cwd: folder, env, stdio: ['ignore', 'ignore', 'inherit'] });
  const installed = performance.now();
  const start = await untilCorrected(folder, env);
  return { install: (installed - begin) / 1000, start, megabytes: sizeOf(join(folder, 'node_modules')) };
}

/** Seconds, of a process group that is ended then. */
async function untilCorrected(cwd: string, env: NodeJS.ProcessEnv): Promise<number> {
  const begin = performance.now();
  const child = spawn('npm', ['start'], { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const closed = once(child, 'close');
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  try {
    for await (const text of child.stdout.setEncoding('utf8')) {
      said += text;
      if (/ corrected .* and verified/.test(said)) return (performance.now() - begin) / 1000;
    }
    throw new Error(`npm start ended without a correction:\n${said}`);
  } finally {
    if (child.exitCode === null) process.kill(-child.pid!, 'SIGTERM');
    await closed;
  }
}

function sizeOf(path: string): number {
  const names = readdirSync(path, { recursive: true, encoding: 'utf8' });
  // What files take on the disk, as `du` counts it: blocks of 512 bytes.
  return names.reduce((sum, name) => sum + lstatSync(join(path, name)).blocks * 512, 0) / 1_048_576;
}

function cells(setups: readonly Setup[]): string[] {
  const seconds = (pick: (one: Setup) => number) => range(spread(setups.map(pick)));
  const columns = [({ install }: Setup) => install, ({ start }: Setup) => start];
  const together = ({ install, start }: Setup) => install + start;
  return [...columns, together].map(seconds).concat(`${setups[0]!.megabytes.toFixed(0)} MiB`);
}

function range({ median, min, max }: Spread): string {
  return `${median.toFixed(1)} s (${min.toFixed(1)}–${max.toFixed(1)})`;
}
