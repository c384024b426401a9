// Thousands of passes in a hostile world, from a seed: faults come and go, files change, values are set behind the daemon's
// back, and it is killed and started again. At the end everything must be as the files say, nothing written that no file
// asked for, nothing written twice without need, and memory and handles flat.
//   npm run soak [-- --seconds 120 --seed 7]
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';

const { values: flags } = parseArgs({
  options: {
    seconds: { type: 'string', default: '120' },
    seed: { type: 'string', default: String(Date.now() % 1e6) },
  },
});
const seconds = Number(flags.seconds);
const random = mulberry32(Number(flags.seed));
const main = new URL('../dist/main.js', import.meta.url).pathname;
const token = 'soak-token';
const tenantCount = 6;

const bool = { value: (draw) => String(draw() < 0.5), foreign: (draw) => (draw() < 0.5 ? 'True' : 'false') };
const number = {
  value: (draw) => String(1 + Math.floor(draw() * 900)),
  foreign: (draw) => `0${Math.floor(draw() * 900)}`,
};
/** The syncs that documents describe; no two of one type, since those share their options. */
const syncs = [
  {
    file: 'ebay',
    name: 'Ebay',
    channel: 'Shop',
    path: 'Ebay?salesChannel=Shop',
    options: [
      { name: 'Items per run', ...number },
      { name: 'Create orders', ...bool },
    ],
  },
  {
    file: 'amazon',
    name: 'Amazon',
    channel: 'Amazon DE',
    path: 'Amazon',
    options: [{ name: 'Orders per request', ...number }],
  },
  {
    file: 'shop',
    name: 'JTL-Shop',
    channel: 'Onlineshop',
    path: 'JTL-Shop',
    options: [{ name: 'Transfer images', ...bool }],
  },
  { file: 'payments', name: 'Payments', path: 'Payments', options: [{ name: 'Days back', ...number }] },
];
/** When somebody else changed something. */
const foreignWrites = [];

const folder = await mkdtemp(join(tmpdir(), 'sollist-soak-'));
const emulator = await startEmulator();
const wanted = new Map(); // path of a document → what it asks for
const everWanted = new Map(); // tenant, sync and field → every value that a document ever asked for
const figures = { kills: 0, edits: 0, badTrees: 0, foreign: 0, faults: 0, wakes: 0, revoked: 0, outages: 0 };
const samples = [];
/** Files are given the time to come to rest, or no pass would ever see them; the daemon, time to do something. */
const gaps = { files: 1_000, failures: 3_000, kill: 3_000, bad: 300 };
let changedAt = 0;
let failedAt = 0;
let restartedAt = 0;
let passesBefore = 0;

await writeSettings();
for (const tenant of emulator.tenants) for (const sync of syncs) await edit(tenant.name, sync);
let daemon = await startDaemon();

console.log(`soak: ${seconds} s, seed ${flags.seed}, ${tenantCount} tenants × ${syncs.length} managed syncs`);
const endsAt = Date.now() + seconds * 1000;
/** From then on it is left running, to see whether its memory grows. */
const lastKillAt = Date.now() + seconds * 500;
for (let nextSample = 0; Date.now() < endsAt; ) {
  await act();
  if (Date.now() > nextSample) {
    await sample();
    nextSample = Date.now() + 250;
  }
}
await calm();
const verdict = [...(await judge()), await stop()];
print(verdict);
process.exitCode = verdict.every(({ fine }) => fine) ? 0 : 1;

/** Weighted, so that some passes find peace and others find everything at once. */
async function act() {
  const draw = random();
  const now = Date.now();
  const mayChange = now > changedAt + gaps.files;
  const mayFail = now > failedAt + gaps.failures;
  const mayDie = now > restartedAt + gaps.kill && now < lastKillAt;
  if (draw < 0.7) await wakeAndWait();
  else if (draw < 0.85) await setBehindItsBack();
  else if (draw < 0.9 && mayChange) await edit(pick(emulator.tenants).name, pick(syncs));
  else if (draw < 0.92 && mayChange) await badTree();
  else if (draw < 0.95 && mayFail) await (random() < 0.5 ? setFaults() : outage());
  else if (draw < 0.98) await control('DELETE', '/tokens').then(() => figures.revoked++);
  else if (mayDie) await killAndRestart();
}

/** Most passes are over in no time; the others are not waited for, so that things happen in the midst of them. */
async function wakeAndWait() {
  const before = daemon.passes();
  await wake();
  for (let left = 20; left > 0 && daemon.passes() === before; left -= 1) await pause(5);
}

async function wake() {
  figures.wakes += 1;
  await fetch(`${daemon.url}/api/v1/reconcile`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
  }).catch(() => {});
}

async function setBehindItsBack() {
  figures.foreign += 1;
  const { path, options } = pick(syncs);
  const body =
    random() < 0.5
      ? { interval: timeSpan(300 + Math.floor(random() * 7200)) }
      : { configs: { [options[0].name]: options[0].foreign(random) } };
  await control('PUT', `/tenants/${pick(emulator.tenants).name}/syncs/${path}`, body);
}

async function setFaults() {
  figures.faults += 1;
  failedAt = Date.now();
  const kinds = [
    '503',
    '500',
    'reset',
    'lost',
    'truncated',
    'html',
    'empty',
    'ignored',
    '409',
    'token',
    '401',
  ];
  const some = kinds.filter(() => random() < 0.3).map((kind) => `${kind}=${(random() * 0.4).toFixed(2)}`);
  if (some.length === 0) return;
  await control('PUT', '/faults', some.join(','));
  setTimeout(() => control('DELETE', '/faults').catch(() => {}), 100 + random() * 400);
}

async function outage() {
  figures.outages += 1;
  failedAt = Date.now();
  const { name } = pick(emulator.tenants);
  await control('PUT', `/tenants/${name}/unreachable`);
  setTimeout(() => control('DELETE', `/tenants/${name}/unreachable`).catch(() => {}), 100 + random() * 900);
}

async function badTree() {
  figures.badTrees += 1;
  changedAt = Date.now() + gaps.bad;
  await writeFile(join(folder, 'syncs/bad.yaml'), 'sync: { name: Ebay\ninterval 5m: [');
  setTimeout(() => rm(join(folder, 'syncs/bad.yaml'), { force: true }), gaps.bad);
}

async function killAndRestart() {
  figures.kills += 1;
  passesBefore += daemon.passes();
  daemon.child.kill('SIGKILL');
  await daemon.ended;
  daemon = await startDaemon();
}

/** A document with new values. What it asks for counts from before it is written, until another is. */
async function edit(tenant, sync) {
  figures.edits += 1;
  changedAt = Date.now();
  const interval = 60 * (5 + Math.floor(random() * 55));
  const configs = Object.fromEntries(sync.options.map(({ name, value }) => [name, value(random)]));
  const path = join(folder, 'syncs', tenant, `${sync.file}.yaml`);
  wanted.set(path, { tenant, sync, interval, configs });
  remember(tenant, sync, 'interval', timeSpan(interval));
  for (const [name, value] of Object.entries(configs)) remember(tenant, sync, name, value);
  const lines = [
    `sync: { name: ${sync.name}${sync.channel ? `, salesChannel: ${sync.channel}` : ''} }`,
    `interval: ${interval}s`,
    'configs:',
    ...Object.entries(configs).map(([name, value]) => `  ${name}: ${value}`),
  ];
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `${lines.join('\n')}\n`);
}

function remember(tenant, { name, channel }, field, value) {
  const key = JSON.stringify([tenant, name, channel ?? null, field]);
  const known = everWanted.get(key) ?? new Set();
  everWanted.set(key, known.add(value));
}

/** Everything is well again; what is held back is asked for. */
async function calm() {
  await control('DELETE', '/faults');
  for (const { name } of emulator.tenants) await control('DELETE', `/tenants/${name}/unreachable`);
  await rm(join(folder, 'syncs/bad.yaml'), { force: true });
  for (let left = 200; left > 0; left -= 1) {
    await wake();
    await pause(100);
    if ((await differences()).length === 0) return;
  }
}

async function differences() {
  const state = await control('GET', '/state');
  return [...wanted.values()].flatMap(({ tenant, sync, interval, configs }) => {
    const live = state.tenants
      .find(({ name }) => name === tenant)
      .syncs.find(
        (one) => one.syncName === sync.name && (one.salesChannelName ?? undefined) === sync.channel,
      );
    const values = Object.fromEntries(live.configurations.map((one) => [one.displayName, one.currentValue]));
    const differs = Object.entries(configs).filter(([name, value]) => !means(values[name], value));
    return [
      ...(live.interval === timeSpan(interval) ? [] : [`${tenant} ${sync.name}: interval`]),
      ...differs.map(([name, value]) => `${tenant} ${sync.name}: ${name} is ${values[name]}, not ${value}`),
    ];
  });
}

async function judge() {
  const left = await differences();
  const { requests } = await control('GET', '/requests?method=POST&limit=100000');
  // What was turned away at the door (401) has no tenant, and wrote nothing.
  const writes = requests.filter(({ path, tenant }) => path.includes('/workers/') && tenant !== null);
  const { ids, optionNames } = await names();
  const strangers = writes.filter((write) => !fieldsOf(write, ids, optionNames).every(isEverWanted));
  const undisturbed = samples.filter(({ at }) => at > restartedAt + 10_000);
  const growth = { heap: slope(lows(undisturbed, 'heap'), 'heap'), handles: slope(undisturbed, 'handles') };
  const last = samples.at(-1);
  const total = passesBefore + daemon.passes();
  return [
    { name: 'passes', value: total, fine: total >= 10 * seconds },
    { name: 'writes', value: writes.length, fine: writes.length > 0 },
    {
      name: 'enforced values that differ at the end',
      value: left.length,
      fine: left.length === 0,
      more: left,
    },
    {
      name: 'written values that no document asked for',
      value: strangers.length,
      fine: strangers.length === 0,
      more: strangers,
    },
    { name: 'writes that were not needed', value: unneeded(writes), fine: unneeded(writes) === 0 },
    { name: 'journal whole', value: await verifyJournal(), fine: (await verifyJournal()) === 0 },
    { name: 'resident memory at the end, MiB', value: Math.round(last.rss), fine: last.rss < 250 },
    {
      name: 'heap growth since the last start, MiB a minute',
      value: growth.heap.toFixed(2),
      fine: growth.heap < 10,
    },
    { name: 'open handles at the end', value: last.handles, fine: last.handles < 120 },
    {
      name: 'handle growth since the last start, a minute',
      value: growth.handles.toFixed(2),
      fine: growth.handles < 10,
    },
    ...Object.entries(figures).map(([name, value]) => ({ name: `of these: ${name}`, value, fine: true })),
  ];
}

/** A write is needed unless the very same was accepted right before and nobody has touched the sync or its options since. */
function unneeded(writes) {
  const touched = new Map();
  for (const { at, tenant } of foreignWrites) touched.set(tenant, [...(touched.get(tenant) ?? []), at]);
  const before = new Map();
  let count = 0;
  for (const write of writes) {
    const key = `${write.tenant} ${write.path}`;
    const last = before.get(key);
    const same =
      last?.status === 200 && !last.fault && JSON.stringify(last.body) === JSON.stringify(write.body);
    const disturbed = (touched.get(write.tenant) ?? []).some(
      (at) => at >= last?.at - 50 && at <= write.at + 50,
    );
    const others = writes.some(
      (one) =>
        one !== write &&
        one !== last &&
        one.tenant === write.tenant &&
        one.at >= last?.at &&
        one.at <= write.at,
    );
    if (same && !disturbed && !others) count += 1;
    before.set(key, write);
  }
  return count;
}

function fieldsOf({ tenant, path, body }, ids, optionNames) {
  const sync = ids.get(decodeURIComponent(path.split('/').at(-1)));
  const base = { tenant, name: sync?.syncName, channel: sync?.salesChannelName };
  return [
    ...(body.interval === undefined ? [] : [{ ...base, field: 'interval', value: body.interval }]),
    ...(body.configs ?? []).map((one) => ({
      ...base,
      field: optionNames.get(one.identifier),
      value: one.value,
    })),
  ];
}

function isEverWanted({ tenant, name, channel, field, value }) {
  const known = everWanted.get(JSON.stringify([tenant, name, channel ?? null, field]));
  return known !== undefined && [...known].some((one) => means(value, one));
}

async function names() {
  const { tenants } = await control('GET', '/state');
  const all = tenants.flatMap((tenant) => tenant.syncs);
  return {
    ids: new Map(all.map((sync) => [sync.identifier, sync])),
    optionNames: new Map(
      all.flatMap((sync) => sync.configurations.map((one) => [one.identifier, one.displayName])),
    ),
  };
}

/** `0500` is 500 and `True` is true. */
function means(live, value) {
  const plain = String(live).trim().toLowerCase().replace(',', '.');
  return plain === String(value).toLowerCase() || (plain !== '' && Number(plain) === Number(value));
}

async function verifyJournal() {
  const { code, stdout } = await once(['history', '--verify']);
  if (code !== 0) console.log(stdout);
  return code;
}

async function sample() {
  const { pid } = daemon.child;
  try {
    const [, kib] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    const metrics = await (await fetch(`${daemon.url}/metrics`)).text();
    const heap = Number(/^nodejs_heap_size_used_bytes (\S+)$/m.exec(metrics)[1]) / 2 ** 20;
    const handles = readdirSync(`/proc/${pid}/fd`).length;
    samples.push({ at: Date.now(), rss: Number(kib) / 1024, heap, handles });
  } catch {
    // between a kill and the next start there is nothing to measure
  }
}

/** The least of every five seconds: in between memory comes and goes with V8's collections. */
function lows(points, key) {
  const least = new Map();
  for (const point of points) {
    const group = Math.floor(point.at / 5_000);
    if (!(least.get(group)?.[key] <= point[key])) least.set(group, point);
  }
  return [...least.values()];
}

/** Least squares, a minute. Of too few points it is no number, and so not fine. */
function slope(points, key) {
  const mean = (values) => values.reduce((sum, one) => sum + one, 0) / values.length;
  const x = points.map(({ at }) => at / 60_000);
  const y = points.map((one) => one[key]);
  const above = x.reduce((sum, one, index) => sum + (one - mean(x)) * (y[index] - mean(y)), 0);
  return above / x.reduce((sum, one) => sum + (one - mean(x)) ** 2, 0);
}

function print(verdict) {
  for (const { name, value, fine, more } of verdict) {
    console.log(`${fine ? '  ok  ' : ' FAIL '} ${name.padEnd(52)} ${value}`);
    if (!fine) for (const one of (more ?? []).slice(0, 10)) console.log('       ', JSON.stringify(one));
  }
}

async function startEmulator() {
  const child = spawn(
    process.execPath,
    [main, 'emulate', '--listen', '127.0.0.1:0', '--tenants', String(tenantCount), '--output', 'json'],
    {
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  );
  const text = await firstOf(child.stdout, (out) => out.endsWith('}\n') && out);
  return { ...JSON.parse(text), child };
}

async function startDaemon() {
  const args = [
    main,
    'run',
    '--listen',
    '127.0.0.1:0',
    '--log-level',
    'info',
    '--output',
    'json',
    '--max-changes',
    '100000',
    '--max-share',
    '1',
  ];
  const env = { PATH: process.env.PATH, JTL_CLIENT_SECRET: emulator.clientSecret, SOLLIST_TOKEN: token };
  const child = spawn(process.execPath, args, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let passes = 0; // one line each
  child.stdout.setEncoding('utf8').on('data', (text) => (passes += text.split('\n').length - 1));
  const ended = new Promise((resolve) => child.once('close', resolve));
  const url = await firstOf(child.stderr, (out) => /"listen":"(http:[^"]+)"/.exec(out)?.[1]);
  child.stderr.resume();
  restartedAt = Date.now();
  return { child, ended, url, passes: () => passes };
}

function firstOf(stream, found) {
  let out = '';
  return new Promise((resolve) => {
    stream.setEncoding('utf8').on('data', function listen(text) {
      out += text;
      const value = found(out);
      if (!value) return;
      stream.off('data', listen);
      resolve(value);
    });
  });
}

function once(args) {
  const child = spawn(process.execPath, [main, ...args], { cwd: folder, env: { PATH: process.env.PATH } });
  let stdout = '';
  child.stdout.on('data', (text) => (stdout += text));
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, stdout })));
}

async function stop() {
  daemon.child.kill('SIGTERM');
  const code = await daemon.ended;
  emulator.child.kill('SIGTERM');
  await rm(folder, { recursive: true, force: true });
  return { name: 'exit code of the daemon', value: code, fine: code === 0 };
}

async function control(method, path, body) {
  const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
  const answer = await fetch(`${emulator.controlUrl.replace(/\/$/, '')}${path}`, { method, body: text });
  if (method !== 'GET' && path.includes('/syncs/'))
    foreignWrites.push({ at: Date.now(), tenant: path.split('/')[2] });
  return answer.json();
}

async function writeSettings() {
  const { url, tokenUrl, dialect, clientId, tenants } = emulator;
  const lines = [
    'schedule: "*/2 * * * * *"',
    `api: { baseUrl: "${url}", version: "${dialect}" }`,
    `auth: { tokenUrl: "${tokenUrl}", clientId: ${clientId}, clientSecret: { env: JTL_CLIENT_SECRET } }`,
    'tenants:',
    ...tenants.map(({ name, tenantId }) => `  ${name}: { tenantId: ${tenantId} }`),
  ];
  await writeFile(join(folder, 'sollist.yaml'), `${lines.join('\n')}\n`);
}

function pick(list) {
  return list[Math.floor(random() * list.length)];
}

function timeSpan(total) {
  const two = (number) => String(number).padStart(2, '0');
  return `${two(Math.floor(total / 3600))}:${two(Math.floor(total / 60) % 60)}:${two(total % 60)}`;
}

/** A small generator with a seed (mulberry32). */
function mulberry32(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
