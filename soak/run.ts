// Thousands of passes in a hostile world, from a seed: faults come and go, files change, values are set behind the daemon's
// back, and it is killed and started again. At the end everything must be as the files say, nothing written that no file
// asked for, nothing written twice without need, and memory and handles flat.
//   npm run soak [-- --seconds 120 --seed 7]
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { lows, type Point, slope } from '../bench/statistics.ts';
import { randomFrom } from '../src/emulator/state/random.ts';
import { control, requestsTo, stateOf } from '../test/support/control.ts';
import { type Daemon, startDaemon } from '../test/support/daemon.ts';
import { emulate, launch, settingsFor } from '../test/support/program.ts';
import { createDocuments } from './documents.ts';
import { pick, syncs, timeSpan } from './syncs.ts';
import { countUnneeded, type ForeignWrite, fieldsOf, writesIn } from './writes.ts';

type Finding = {
  readonly name: string;
  readonly value: string | number | null;
  readonly fine: boolean;
  readonly more?: readonly unknown[];
};
/** Memory in MiB. */
type Sample = {
  readonly at: number;
  readonly resident: number;
  readonly heap: number;
  readonly handles: number;
};

const { values: flags } = parseArgs({
  options: {
    seconds: { type: 'string', default: '120' },
    seed: { type: 'string', default: String(Date.now() % 1e6) },
  },
});
const seconds = Number(flags.seconds);
const random = randomFrom(flags.seed);
const tenantCount = 6;
const faultKinds = '503 500 reset lost truncated html empty ignored 409 token 401'.split(' ');

const folder = await mkdtemp(join(tmpdir(), 'sollist-soak-'));
const wawi = await emulate(folder, '--tenants', String(tenantCount));
const env = { JTL_CLIENT_SECRET: wawi.clientSecret };
const documents = createDocuments(join(folder, 'syncs'));
const foreignWrites: ForeignWrite[] = [];
const figures = { kills: 0, edits: 0, badTrees: 0, foreign: 0, faults: 0, wakes: 0, revoked: 0, outages: 0 };
const samples: Sample[] = [];
/** Files are given the time to come to rest, or no pass would ever see them; the daemon, time to do something. */
const gaps = { files: 1_000, failures: 3_000, kill: 3_000, bad: 300 };
let [changedAt, failedAt, restartedAt, passesBefore] = [0, 0, 0, 0];

await writeFile(join(folder, 'sollist.yaml'), `schedule: "*/2 * * * * *"\n${settingsFor(wawi)}`);
for (const { name } of wawi.tenants) for (const sync of syncs) await edit(name, sync);
let daemon = await start();
// Also where this ends with an error, nothing of it goes on.
process.once('exit', () => {
  for (const { running } of [daemon, wawi]) running.signal('SIGKILL');
});

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
const findings = [...(await judge()), await stop()];
print(findings);
process.exitCode = findings.every(({ fine }) => fine) ? 0 : 1;

/** Weighted, so that some passes find peace and others find everything at once. */
async function act(): Promise<void> {
  const draw = random();
  const now = Date.now();
  const mayChange = now > changedAt + gaps.files;
  const mayFail = now > failedAt + gaps.failures;
  const mayDie = now > restartedAt + gaps.kill && now < lastKillAt;
  if (draw < 0.7) await wakeAndWait();
  else if (draw < 0.85) await setBehindItsBack();
  else if (draw < 0.9 && mayChange) await edit(anyTenant(), pick(syncs, random));
  else if (draw < 0.92 && mayChange) await badTree();
  else if (draw < 0.95 && mayFail) await (random() < 0.5 ? setFaults() : outage());
  else if (draw < 0.98) await revokeTokens();
  else if (mayDie) await killAndRestart();
}

async function start(): Promise<Daemon> {
  const safety = ['--max-changes', '100000', '--max-share', '1'];
  const started = await startDaemon(folder, env, '--log-level', 'info', ...safety);
  restartedAt = Date.now();
  return started;
}

/** Most passes are over in no time; the others are not waited for, so that things happen in the midst of them. */
async function wakeAndWait(): Promise<void> {
  const before = daemon.passes();
  await wake();
  for (let left = 20; left > 0 && daemon.passes() === before; left -= 1) await pause(5);
}

async function wake(): Promise<void> {
  figures.wakes += 1;
  await daemon.wake().catch(() => {});
}

async function setBehindItsBack(): Promise<void> {
  figures.foreign += 1;
  const { path, options } = pick(syncs, random);
  const [{ name, foreign }] = options;
  const body =
    random() < 0.5
      ? { interval: timeSpan(300 + Math.floor(random() * 7200)) }
      : { configs: { [name]: foreign(random) } };
  const tenant = anyTenant();
  await control(wawi, 'PUT', `/tenants/${tenant}/syncs/${path}`, body);
  foreignWrites.push({ at: Date.now(), tenant });
}

async function setFaults(): Promise<void> {
  figures.faults += 1;
  failedAt = Date.now();
  const kinds = faultKinds.filter(() => random() < 0.3);
  if (kinds.length === 0) return;
  const faults = kinds.map((kind) => `${kind}=${(random() * 0.4).toFixed(2)}`);
  await control(wawi, 'PUT', '/faults', faults.join(','));
  later(100 + random() * 400, () => control(wawi, 'DELETE', '/faults'));
}

async function outage(): Promise<void> {
  figures.outages += 1;
  failedAt = Date.now();
  const path = `/tenants/${anyTenant()}/unreachable`;
  await control(wawi, 'PUT', path);
  later(100 + random() * 900, () => control(wawi, 'DELETE', path));
}

async function revokeTokens(): Promise<void> {
  await control(wawi, 'DELETE', '/tokens');
  figures.revoked += 1;
}

async function badTree(): Promise<void> {
  figures.badTrees += 1;
  changedAt = Date.now() + gaps.bad;
  await documents.addBroken();
  later(gaps.bad, documents.removeBroken);
}

/** What comes too late, when all is over, is of no consequence. */
function later(ms: number, undo: () => Promise<unknown>): void {
  setTimeout(() => undo().catch(() => {}), ms);
}

async function killAndRestart(): Promise<void> {
  figures.kills += 1;
  await daemon.running.end();
  passesBefore += daemon.passes();
  daemon = await start();
}

async function edit(tenant: string, sync: (typeof syncs)[number]): Promise<void> {
  figures.edits += 1;
  changedAt = Date.now();
  await documents.edit(tenant, sync, random);
}

function anyTenant(): string {
  return pick(wawi.tenants, random).name;
}

/** Everything is well again; what is held back is asked for. */
async function calm(): Promise<void> {
  await control(wawi, 'DELETE', '/faults');
  for (const { name } of wawi.tenants) await control(wawi, 'DELETE', `/tenants/${name}/unreachable`);
  await documents.removeBroken();
  for (let left = 200; left > 0; left -= 1) {
    await wake();
    await pause(100);
    if (documents.differences(await stateOf(wawi)).length === 0) return;
  }
}

async function sample(): Promise<void> {
  try {
    const heap = (await daemon.heapBytes()) / 2 ** 20;
    const resident = daemon.resident() / 1024;
    samples.push({ at: Date.now(), resident, heap, handles: daemon.handles() });
  } catch {
    // between a kill and the next start there is nothing to measure
  }
}

async function judge(): Promise<readonly Finding[]> {
  const state = await stateOf(wawi);
  const writes = writesIn(await requestsTo(wawi, 'method=POST&limit=100000'));
  const namesOf = fieldsOf(state);
  const strangers = writes.filter((write) => !namesOf(write).every(documents.wasEverWanted));
  const passes = passesBefore + daemon.passes();
  return [
    { name: 'passes', value: passes, fine: passes >= 10 * seconds },
    { name: 'writes', value: writes.length, fine: writes.length > 0 },
    none('enforced values that differ at the end', documents.differences(state)),
    none('written values that no document asked for', strangers),
    atMost('writes that were not needed', countUnneeded(writes, foreignWrites), 0),
    await verifyJournal(),
    ...memory(),
    ...Object.entries(figures).map(([name, value]) => ({ name: `of these: ${name}`, value, fine: true })),
  ];
}

/** Since the last start by a minute, and what there is at the end. */
function memory(): readonly Finding[] {
  const undisturbed = samples.filter(({ at }) => at > restartedAt + 10_000);
  const points = (of: (sample: Sample) => number): Point[] =>
    undisturbed.map((one) => ({ x: one.at / 60_000, y: of(one) }));
  const fiveSeconds = 5 / 60;
  const heap = slope(
    lows(
      points((one) => one.heap),
      fiveSeconds,
    ),
  );
  const handles = slope(points((one) => one.handles));
  const last = samples.at(-1);
  return [
    atMost('resident memory at the end, MiB', Math.round(last?.resident ?? Number.NaN), 250),
    atMost('heap growth since the last start, MiB a minute', Number(heap.toFixed(2)), 10),
    atMost('open handles at the end', last?.handles ?? Number.NaN, 120),
    atMost('handle growth since the last start, a minute', Number(handles.toFixed(2)), 10),
  ];
}

/** What could not be counted is not fine. */
function atMost(name: string, value: number, limit: number): Finding {
  return { name, value, fine: value <= limit };
}

function none(name: string, found: readonly unknown[]): Finding {
  return { name, value: found.length, fine: found.length === 0, more: found };
}

async function verifyJournal(): Promise<Finding> {
  const { code, stdout } = await launch(['history', '--verify'], folder).ended;
  return { name: 'journal whole', value: code, fine: code === 0, more: [stdout] };
}

function print(all: readonly Finding[]): void {
  for (const { name, value, fine, more = [] } of all) {
    console.log(`${fine ? '  ok  ' : ' FAIL '} ${name.padEnd(52)} ${value}`);
    if (!fine) for (const one of more.slice(0, 10)) console.log('       ', JSON.stringify(one));
  }
}

async function stop(): Promise<Finding> {
  daemon.running.signal('SIGTERM');
  const { code } = await daemon.running.ended;
  await wawi.running.end();
  await rm(folder, { recursive: true, force: true });
  return { name: 'exit code of the daemon', value: code, fine: code === 0 };
}
