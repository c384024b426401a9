// What the daemon takes: from a saved file to the request, and while it idles, and over many passes.
// usage: node bench/daemon.js [--quick] [--only TEXT]
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { machine, markdown } from './table.js';
import { createWorld } from './world.js';

const { values: flags } = parseArgs({ options: { quick: { type: 'boolean' }, only: { type: 'string' } } });
const large = flags.quick ? { tenants: 100, syncs: 10 } : { tenants: 1000, syncs: 10 };
const small = { tenants: 2, syncs: 10 };
const saves = flags.quick ? 20 : 200;
const idleMs = flags.quick ? 10_000 : 60_000;
const passes = flags.quick ? 1_000 : 10_000;
const token = 'bench-token';
/** No pass but those that are asked for. */
const never = '0 0 29 2 *';

if (!existsSync(new URL('../dist/main.js', import.meta.url))) {
  process.stderr.write('nothing to measure: run `npm run build` first\n');
  process.exit(1);
}
const all = large.tenants * large.syncs;
const cases = [
  { name: `from saving a file to the request, ${all} files`, size: large, measure: latency },
  { name: `memory while idle, ${all} syncs, a file for each`, size: large, measure: idleMemory },
  {
    name: `CPU while idle, by events, ${all} files`,
    size: large,
    measure: (world) => idleCpu(world, 'events'),
  },
  {
    name: `CPU while idle, by polling, ${all} files`,
    size: large,
    measure: (world) => idleCpu(world, 'poll'),
  },
  { name: `memory over ${passes} passes`, size: small, measure: growth },
];
const rows = [];
for (const size of [large, small]) {
  const wanted = cases.filter((one) => one.size === size && one.name.includes(flags.only ?? ''));
  if (wanted.length === 0) continue;
  const world = await createWorld(size);
  try {
    for (const { name, measure } of wanted) {
      process.stderr.write(`${name} …\n`);
      rows.push(...(await measure(world)).map(([what, figure, aim]) => [`${name}${what}`, figure, aim]));
    }
  } finally {
    await world.close();
  }
}
process.stdout.write(`${machine()}\n\n${markdown(['what', 'figure', 'aim'], rows)}\n`);

/** A save at a random moment, again and again. The emulator tells when requests came in. */
async function latency(world) {
  const { folder, emulator } = world;
  const daemon = await startDaemon(world, '--watch', 'events');
  const [tenant] = emulator.tenants;
  const [name] = (await readdir(join(folder, 'each', tenant.name))).sort();
  const path = join(folder, 'each', tenant.name, name);
  const text = await readFile(path, 'utf8');
  const control = async (method, query = '') =>
    (await fetch(new URL(`requests${query}`, emulator.controlUrl), { method })).json();
  const [reads, writes] = [[], []];
  try {
    for (let save = 0; save < saves; save += 1) {
      await control('DELETE');
      await pause(500 + Math.random() * 500);
      const at = Date.now();
      await writeFile(path, text.replace(/^interval: .*$/m, `interval: ${17 + (save % 2)}m`));
      const requests = await until(async () => {
        const found = (await control('GET', '?limit=2000')).requests;
        return found.some(({ method }) => method === 'POST') && found;
      });
      const after = (method) =>
        Math.min(...requests.filter((one) => one.method === method).map((one) => one.at)) - at;
      reads.push(after('GET'));
      writes.push(after('POST'));
    }
  } finally {
    await writeFile(path, text);
    await daemon.stop();
  }
  return [
    [', first read', quantiles(reads), `median ≤ 400 ms${at(reads, 0.5) <= 400 ? '' : ' missed'}`],
    [', the correction', quantiles(writes), ''],
  ];
}

async function idleMemory(world) {
  const daemon = await startDaemon(world, '--watch', 'events');
  await pause(idleMs);
  const mib = daemon.resident() / 1024;
  await daemon.stop();
  return [['', `${mib.toFixed(0)} MiB`, `≤ 100 MiB${mib <= 100 ? '' : ' missed'}`]];
}

async function idleCpu(world, mode) {
  const daemon = await startDaemon(world, '--watch', mode);
  await pause(2_000); // what the start leaves to be done
  const before = daemon.cpuMs();
  await pause(idleMs);
  const share = (daemon.cpuMs() - before) / idleMs;
  await daemon.stop();
  return [['', `${(100 * share).toFixed(2)} % of one core`, '']];
}

/**
 * What is left after V8 has collected, by the least of every hundred passes: in between memory comes and goes. The first
 * fifth does not count, in which code is still compiled.
 */
async function growth(world) {
  const daemon = await startDaemon(world);
  const [points, resident] = [[], []];
  for (let pass = 1; pass <= passes; pass += 1) {
    await daemon.pass();
    if (pass <= passes / 5 || pass % 5 > 0) continue;
    points.push({ x: pass, y: (await daemon.heapBytes()) / 1024 });
    resident.push(daemon.resident() / 1024);
  }
  await daemon.stop();
  const lows = Array.from({ length: points.length / 20 }, (_, group) =>
    points.slice(20 * group, 20 * group + 20).reduce((low, one) => (one.y < low.y ? one : low)),
  );
  const kib = 1_000 * slope(lows);
  const range = `${Math.min(...resident).toFixed(0)}–${Math.max(...resident).toFixed(0)} MiB`;
  return [['', `heap ${kib.toFixed(0)} KiB per 1,000 passes; resident ${range}`, 'none']];
}

async function startDaemon({ main, folder, env }, ...more) {
  const args = ['run', '--syncs', 'each', '--schedule', never, '--listen', '127.0.0.1:0', '--output', 'json'];
  const child = spawn(process.execPath, [main, ...args, ...more], {
    cwd: folder,
    env: { ...env, SOLLIST_TOKEN: token },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  let finished = 0;
  let log = '';
  child.stdout.setEncoding('utf8').on('data', (text) => (finished += text.split('\n').length - 1));
  child.stderr.setEncoding('utf8').on('data', (text) => (log += log.length < 10_000 ? text : ''));
  await until(() => finished > 0);
  const [, url] = /"listen":"(http:[^"]+)"/.exec(log);
  const request = { method: 'POST', headers: { authorization: `Bearer ${token}` } };
  return {
    async pass() {
      const before = finished;
      await (await fetch(`${url}/api/v1/reconcile`, request)).arrayBuffer();
      await until(() => finished > before, 1);
    },
    async heapBytes() {
      const metrics = await (await fetch(`${url}/metrics`)).text();
      return Number(/^nodejs_heap_size_used_bytes (\S+)$/m.exec(metrics)[1]);
    },
    /** KiB. */
    resident: () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))[1]),
    /** The kernel counts hundredths of a second. */
    cpuMs() {
      const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1].split(' ');
      return 10 * (Number(fields[11]) + Number(fields[12]));
    },
    async stop() {
      child.kill('SIGTERM');
      const code = await ended;
      if (code !== 0) throw new Error(`the daemon ended with ${code}:\n${log}`);
    },
  };
}

async function until(holds, everyMs = 20) {
  const deadline = Date.now() + 60_000;
  for (;;) {
    const found = await holds();
    if (found) return found;
    if (Date.now() > deadline) throw new Error('waited in vain for a minute');
    await pause(everyMs);
  }
}

function at(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}

function quantiles(values) {
  return `median ${at(values, 0.5)} ms, 99th percentile ${at(values, 0.99)} ms`;
}

/** Least squares. */
function slope(points) {
  const mean = (values) => values.reduce((sum, one) => sum + one, 0) / values.length;
  const [mx, my] = [mean(points.map(({ x }) => x)), mean(points.map(({ y }) => y))];
  const above = points.reduce((sum, { x, y }) => sum + (x - mx) * (y - my), 0);
  return above / points.reduce((sum, { x }) => sum + (x - mx) ** 2, 0);
}
