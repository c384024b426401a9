// The daemon with the limit and the options that docs/operations.md and the units name: many syncs in as many files, passes,
// edits, refused plans of all, people who read. Each pass must come out right, and memory may never exceed the limit: the kernel,
// which would end it then, is stood in for by a look at the most that was resident, since few machines let a test make cgroups.
//   npm run soak:limit [-- --seconds 180 --tenants 1000]
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createWorld, otherInterval } from '../bench/world.ts';
import { peakOf, startDaemon } from '../test/support/daemon.ts';
import { root } from '../test/support/program.ts';

const { values: flags } = parseArgs({
  options: { seconds: { type: 'string', default: '180' }, tenants: { type: 'string', default: '1000' } },
});
const tenants = Number(flags.tenants);
const syncs = 10;

const readers = 8;
const { limit, env } = await allowance(tenants * syncs);
const world = await createWorld({ tenants, syncs }, ['each']);
const paths = await documents(join(world.folder, 'each'));
const texts = await Promise.all(paths.map((path) => readFile(path, 'utf8')));
const daemon = await startDaemon(
  world.folder,
  { ...world.env, ...env },
  ...['--syncs', 'each', '--schedule', '0 0 29 2 *', '--watch', 'events'],
);
process.once('exit', () => {
  for (const { running } of [daemon, world.wawi]) running.signal('SIGKILL');
});
await daemon.running.until('its first pass is over', () => daemon.passes() > 0);
console.log(
  `limit: ${limit} MiB, ${JSON.stringify(env)}, ${tenants} tenants × ${syncs} syncs, Node ${process.version}`,
);

const figures = { passes: 0, edits: 0, refused: 0, wrong: 0, rest: 0 };
for (let reader = 0; reader < readers; reader += 1) listen().catch(() => {}); // ends with the daemon
const endsAt = Date.now() + Number(flags.seconds) * 1000;
while (Date.now() < endsAt) await round();
await pause(10_000);
figures.rest = Math.round(daemon.resident() / 1024);
const peak = peakOf(daemon.running.pid);
daemon.running.signal('SIGTERM');
const { code } = await daemon.running.ended;
const isFine = code === 0 && figures.wrong === 0 && peak <= limit;
console.log(JSON.stringify({ ...figures, peak, limit, code }));
console.log(isFine ? '  ok' : ' FAIL');
await world.close();
process.exit(isFine ? 0 : 1);

async function round(): Promise<void> {
  for (let time = 0; time < 20; time += 1) await pass('inSync', daemon.wake);
  for (let time = 0; time < 5; time += 1) {
    figures.edits += 1;
    await pass('applied', () => writeFile(paths[0]!, otherInterval(texts[0]!, 17 + (time % 2))));
  }
  await pass('applied', () => writeFile(paths[0]!, texts[0]!));
  figures.refused += 1;
  await pass('refused', () => everyFile((text) => otherInterval(text, 1_234)));
  await Promise.all(Array.from({ length: readers }, look));
  await pass('inSync', () => everyFile((text) => text));
}

/** Files that are written one after another may be seen in between, which asks for more than one pass. */
async function pass(result: string, cause: () => Promise<unknown>): Promise<void> {
  const before = daemon.passes();
  await cause();
  await daemon.running.until('a pass is over', () => daemon.passes() > before);
  for (let left = 100; left > 0 && (await lastResult()) !== result; left -= 1) await pause(100);
  figures.passes += daemon.passes() - before;
  if ((await lastResult()) !== result) {
    figures.wrong += 1;
    console.log(`a pass came to ${await lastResult()} where ${result} was due`);
  }
}

async function lastResult(): Promise<string | undefined> {
  const status = (await (await fetch(`${daemon.url}/api/v1/status`)).json()) as {
    lastPass: { result: string } | null;
  };
  return status.lastPass?.result;
}

async function everyFile(change: (text: string) => string): Promise<void> {
  await Promise.all(paths.map((path, index) => writeFile(path, change(texts[index]!))));
}

async function look(): Promise<void> {
  for (const path of ['/', '/api/v1/status', '/metrics'])
    await (await fetch(`${daemon.url}${path}`)).arrayBuffer();
}

async function listen(): Promise<void> {
  const { body } = await fetch(`${daemon.url}/api/v1/events`);
  for await (const _ of body!);
}

async function documents(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder, { recursive: true });
  return names.filter((name) => name.endsWith('.yaml')).map((name) => join(folder, name));
}

/** In MiB, and the options that go with it: what docs/operations.md says of so many syncs. */
async function allowance(count: number) {
  const text = await readFile(join(root, 'docs/operations.md'), 'utf8');
  const rows = [...text.matchAll(/^\| ([\d,]+) syncs.* \| (\d+) MiB \| `(.*)` \|$/gm)];
  const row = rows.find(([, most]) => Number(most!.replace(',', '')) >= count);
  if (!row) throw new Error(`docs/operations.md names no limit for ${count} syncs`);
  return { limit: Number(row[2]), env: { NODE_OPTIONS: row[3]!, MALLOC_ARENA_MAX: '1' } };
}
