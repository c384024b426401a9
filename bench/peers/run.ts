// The same drift check by sollist and by what else one could take: `npm run bench:peers [-- --quick] [-- --only TEXT]`.
import { control, requestsTo } from '../../test/support/control.ts';
import { flags, isWanted } from '../flags.ts';
import { type Spread, spread } from '../statistics.ts';
import { machine, markdown } from '../table.ts';
import { measureDaemon } from './daemon.ts';
import { type Lane, lanes } from './lanes.ts';
import { dropCaches, measure, missing, type Taken } from './measure.ts';
import { createPeersWorld, type PeersWorld } from './world.ts';

const rounds = flags.quick ? 3 : 9;
const sizes = [
  { tenants: 20, syncs: 10 },
  { tenants: 1, syncs: 200 },
];

const needed = missing({ needs: { '/usr/bin/time': 'time' } });
if (needed.length > 0)
  throw new Error(`CPU time is measured by GNU time: apt-get install ${needed.join(' ')}`);
const isCold = dropCaches();
process.stdout.write(`${machine()}\n`);
for (const size of sizes) {
  const world = await createPeersWorld(size);
  try {
    process.stdout.write(
      `\n${size.tenants} × ${size.syncs} syncs, ${world.drift.length} values that differ\n\n`,
    );
    process.stdout.write(`${tableOf(await rowsIn(world))}\n`);
  } finally {
    await world.close();
  }
}

async function rowsIn(world: PeersWorld): Promise<readonly string[][]> {
  const wanted = lanes.filter(isWanted);
  const there = wanted.filter((lane) => missing(lane).length === 0);
  const absent = wanted.filter((lane) => !there.includes(lane));
  const requests = new Map<Lane, number>();
  const cold = new Map<Lane, Taken>();
  const warm = new Map<Lane, Taken[]>(there.map((lane) => [lane, []]));
  for (const lane of there) {
    process.stderr.write(`${lane.name}, cold …\n`);
    await control(world.wawi, 'DELETE', '/requests');
    dropCaches();
    cold.set(lane, await measure(lane, world));
    requests.set(lane, (await requestsTo(world.wawi, 'limit=2000')).length);
    await measure(lane, world); // what comes first after that finds caches half full
  }
  for (let round = 0; round < rounds; round += 1) {
    process.stderr.write(`round ${round + 1} of ${rounds} …\n`);
    for (let turn = 0; turn < there.length; turn += 1) {
      const lane = there[(round + turn) % there.length]!; // who is first changes each round
      warm.get(lane)!.push(await measure(lane, world));
    }
  }
  const rows = there.map((lane) =>
    row(lane.name, String(requests.get(lane)), cold.get(lane)!, warm.get(lane)!),
  );
  for (const lane of absent) rows.push([lane.name, `left out: apt-get install ${missing(lane).join(' ')}`]);
  const daemon = { name: 'a pass of `sollist run`' };
  if (!isWanted(daemon)) return rows;
  process.stderr.write(`${daemon.name} …\n`);
  const passes = await measureDaemon(world, rounds);
  return [...rows, row(daemon.name, '', passes.cold, passes.warm)];
}

function row(name: string, requests: string, cold: Taken, warm: readonly Taken[]): string[] {
  const of = (what: keyof Taken, digits: number) => shown(spread(warm.map((one) => one[what])), digits);
  const digits = warm.some(({ wall }) => wall < 100) ? 1 : 0;
  return [
    name,
    requests,
    `${Math.round(cold.wall)} ms`,
    `${Math.round(cold.cpu)} ms`,
    `${of('wall', digits)} ms`,
    `${of('cpu', digits)} ms`,
    `${of('mib', 0)} MiB`,
  ];
}

function shown({ median, min, max }: Spread, digits: number): string {
  return `${median.toFixed(digits)} (${min.toFixed(digits)}–${max.toFixed(digits)})`;
}

function tableOf(rows: readonly (readonly string[])[]): string {
  const first = isCold ? 'cold' : 'first (caches could not be dropped)';
  return markdown(
    ['by', 'requests', `${first}, wall`, `${first}, CPU`, 'warm, wall', 'warm, CPU', 'memory'],
    rows,
  );
}
