// What the daemon takes: from a saved file to the request, while it idles, and over many passes:
// `npm run bench:daemon [-- --quick] [-- --only TEXT]`.
import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createCalendar } from '../src/base/calendar.ts';
import { systemClock } from '../src/base/clock.io.ts';
import { createCheckFile } from '../src/desired/checkFiles.ts';
import { createDesiredReader } from '../src/desired/load.io.ts';
import type { LoggedRequest } from '../src/emulator/state/requestLog.ts';
import type { FileChanges } from '../src/files/fileChanges.ts';
import { control, requestsTo } from '../test/support/control.ts';
import { type Daemon, peakOf, startDaemon } from '../test/support/daemon.ts';
import { root } from '../test/support/program.ts';
import { flags, isWanted, size } from './flags.ts';
import { lows, type Point, quantile, slope } from './statistics.ts';
import { machine, markdown } from './table.ts';
import { createWorld, otherInterval, type Size, type World } from './world.ts';

/** What follows the name of what was measured, the figure, and what it should be. */
type Row = readonly [more: string, figure: string, aim: string];
type Case = {
  readonly name: string;
  readonly size: Size;
  readonly measure: (world: World) => Promise<readonly Row[]>;
};

const small = { tenants: 2, syncs: 10 };
const saves = flags.quick ? 20 : 200;
const idleMs = flags.quick ? 10_000 : 60_000;
const passes = flags.quick ? 1_000 : 10_000;
/** No pass but those that are asked for. */
const never = '0 0 29 2 *';

const all = size.tenants * size.syncs;
const cases: readonly Case[] = [
  { name: `from saving a file to the request, ${all} files`, size, measure: latency },
  {
    name: `memory while idle, ${all} syncs, a file for each`,
    size,
    measure: (world) => withDaemon(world, ['--watch', 'events'], (daemon) => idleMemory(daemon, 120)),
  },
  { name: `CPU while idle, by events, ${all} files`, size, measure: (world) => idleCpu(world, 'events') },
  { name: `CPU while idle, by polling, ${all} files`, size, measure: (world) => idleCpu(world, 'poll') },
  { name: 'memory while idle, the sample with the emulator inside', size: small, measure: sampleMemory },
  { name: `memory over ${passes} passes`, size: small, measure: growth },
];
const rows: Row[] = [];
for (const one of [size, small]) {
  const wanted = cases.filter((each) => each.size === one && isWanted(each));
  if (wanted.length === 0) continue;
  const world = await createWorld(one);
  try {
    for (const { name, measure } of wanted) {
      process.stderr.write(`${name} …\n`);
      for (const [more, figure, aim] of await measure(world)) rows.push([`${name}${more}`, figure, aim]);
    }
  } finally {
    await world.close();
  }
}
process.stdout.write(`${machine()}\n\n${markdown(['what', 'figure', 'aim'], rows)}\n`);

/** A save at a random moment, again and again. The emulator tells when requests came in. */
async function latency(world: World): Promise<readonly Row[]> {
  const { folder, wawi } = world;
  const tree = join(folder, 'each', wawi.tenants[0]!.name);
  const [name] = (await readdir(tree)).sort();
  const path = join(tree, name!);
  const text = await readFile(path, 'utf8');
  const [reads, writes]: [number[], number[]] = [[], []];
  await withDaemon(world, ['--watch', 'events'], async () => {
    for (let save = 0; save < saves; save += 1) {
      await control(wawi, 'DELETE', '/requests');
      await pause(500 + Math.random() * 500);
      const at = Date.now();
      await writeFile(path, otherInterval(text, 17 + (save % 2)));
      const requests = await correction(world);
      const after = (method: string) =>
        Math.min(...requests.filter((one) => one.method === method).map((one) => one.at)) - at;
      reads.push(after('GET'));
      writes.push(after('POST'));
    }
  });
  await writeFile(path, text);
  const isMet = quantile(reads, 0.5) <= 150 && quantile(reads, 0.99) <= 300;
  return [
    [', first read', quantiles(reads), `median ≤ 150 ms, 99th percentile ≤ 300 ms${isMet ? '' : ' missed'}`],
    [', the correction', quantiles(writes), ''],
    ...(await readings(folder, path, text)),
  ];
}

/** What Soll takes in a process that is as warm as the daemon: where one file may have changed, and where anything may. */
async function readings(folder: string, path: string, text: string): Promise<readonly Row[]> {
  const calendar = createCalendar();
  const reading = { clock: systemClock, calendar, checkFile: createCheckFile(calendar) };
  const places = { config: join(folder, 'sollist.yaml'), syncs: join(folder, 'each') };
  const read = createDesiredReader({ ...places, tenant: [], given: {}, env: {} }, reading);
  const timeOf = async (changes: FileChanges, times: number) => {
    const taken: number[] = [];
    for (let time = 0; time < times; time += 1) {
      await writeFile(path, otherInterval(text, 17 + (time % 2)));
      const start = performance.now();
      await read(changes);
      taken.push(performance.now() - start);
    }
    return `median ${quantile(taken.slice(2), 0.5).toFixed(0)} ms`;
  };
  const [whole, one] = [await timeOf('unknown', 12), await timeOf(new Set([path]), 42)];
  await writeFile(path, text);
  return [
    [', of which to read one file and resolve', one, ''],
    [', to read all files instead', whole, ''],
  ];
}

/** The requests since the last were forgotten, once a write is among them. */
async function correction({ wawi }: World): Promise<readonly LoggedRequest[]> {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    const requests = await requestsTo(wawi, 'limit=2000');
    if (requests.some(({ method }) => method === 'POST')) return requests;
    await pause(20);
  }
  throw new Error('waited in vain for a correction');
}

/** In MiB: what is resident after a while, and the most that was. */
async function idleMemory(daemon: Daemon, aim: number): Promise<readonly Row[]> {
  await pause(idleMs);
  const mib = daemon.resident() / 1024;
  return [
    ['', `${mib.toFixed(0)} MiB`, `≤ ${aim} MiB${mib <= aim ? '' : ' missed'}`],
    [', peak', `${peakOf(daemon.running.pid)} MiB`, ''],
  ];
}

/** What `npm start` runs, in a folder of its own. */
async function sampleMemory({ folder }: World): Promise<readonly Row[]> {
  const sample = join(folder, 'sample');
  for (const part of ['sollist.yaml', 'syncs'])
    await cp(join(root, part), join(sample, part), { recursive: true });
  const daemon = await startDaemon(sample, {}, '--emulator');
  try {
    await daemon.running.until('its first pass is over', () => daemon.passes() > 0);
    return await idleMemory(daemon, 70);
  } finally {
    await daemon.running.end();
  }
}

async function idleCpu(world: World, mode: string): Promise<readonly Row[]> {
  const ms = await withDaemon(world, ['--watch', mode], async (daemon) => {
    await pause(2_000); // what the start leaves to be done
    const before = daemon.cpuMs();
    await pause(idleMs);
    return daemon.cpuMs() - before;
  });
  return [['', `${((100 * ms) / idleMs).toFixed(2)} % of one core`, '']];
}

/**
 * What is left after V8 has collected, by the least of every hundred passes. The first fifth does not count, in which
 * code is still compiled.
 */
async function growth(world: World): Promise<readonly Row[]> {
  const points: Point[] = [];
  const resident: number[] = [];
  await withDaemon(world, [], async (daemon) => {
    for (let pass = 1; pass <= passes; pass += 1) {
      const before = daemon.passes();
      await daemon.wake();
      await daemon.running.until('the pass is over', () => daemon.passes() > before, 1);
      if (pass <= passes / 5 || pass % 5 > 0) continue;
      points.push({ x: pass, y: (await daemon.heapBytes()) / 1024 });
      resident.push(daemon.resident() / 1024);
    }
  });
  const kib = 1_000 * slope(lows(points, 100));
  const range = `${Math.min(...resident).toFixed(0)}–${Math.max(...resident).toFixed(0)} MiB`;
  return [['', `heap ${kib.toFixed(0)} KiB per 1,000 passes; resident ${range}`, 'none']];
}

/** What can be measured on a daemon after its first pass. @throws where it does not end well. */
async function withDaemon<T>(
  { folder, env }: World,
  more: readonly string[],
  measure: (daemon: Daemon) => Promise<T>,
): Promise<T> {
  const daemon = await startDaemon(folder, env, '--syncs', 'each', '--schedule', never, ...more);
  try {
    await daemon.running.until('its first pass is over', () => daemon.passes() > 0);
    const measured = await measure(daemon);
    daemon.running.signal('SIGTERM');
    const { code, stderr } = await daemon.running.ended;
    if (code !== 0) throw new Error(`the daemon ended with ${code}:\n${stderr}`);
    return measured;
  } finally {
    await daemon.running.end();
  }
}

function quantiles(values: readonly number[]): string {
  return `median ${quantile(values, 0.5)} ms, 99th percentile ${quantile(values, 0.99)} ms`;
}
