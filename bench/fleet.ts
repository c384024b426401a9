// What a fleet takes: `npm run bench:fleet [-- --quick] [-- --only TEXT]`.
import { execFile, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { cpuMsOf, peakOf, startDaemon } from '../test/support/daemon.ts';
import { flags, isWanted } from './flags.ts';
import { type Spread, spread } from './statistics.ts';
import { machine, markdown } from './table.ts';
import { createWorld, type World } from './world.ts';

const size = { tenants: flags.quick ? 1_000 : 10_000, syncs: 10 };
const rounds = flags.quick ? 3 : 5;
/** No pass but those that are asked for. */
const never = '0 0 29 2 *';
const of = `${size.tenants} tenants × ${size.syncs} syncs`;

type Row = readonly string[];
const cases: readonly {
  readonly name: string;
  readonly measure: (name: string) => Promise<readonly Row[]>;
}[] = [
  { name: `resolve and compare ${of} in memory`, measure: inMemory },
  { name: `a daemon's pass over ${of}`, measure: daemonPass },
];
const rows: Row[] = [];
for (const { name, measure } of cases.filter(isWanted)) {
  process.stderr.write(`${name} …\n`);
  rows.push(...(await measure(name)));
}
process.stdout.write(`${machine()}\n\n${markdown(['what', 'product', 'floor', 'ratio', 'aim'], rows)}\n`);

/** There is nothing to compare it with: it has no requests and no files. */
async function inMemory(name: string): Promise<readonly Row[]> {
  const script = fileURLToPath(new URL('inMemory.ts', import.meta.url));
  const hook = fileURLToPath(new URL('../scripts/typescript.js', import.meta.url));
  const runs: { readonly wallMs: number; readonly cpuMs: number; readonly peakMib: number }[] = [];
  for (let round = 0; round < rounds; round++) {
    const args = ['--import', hook, script, String(size.tenants)];
    const { stdout } = await promisify(execFile)(process.execPath, args);
    runs.push(JSON.parse(stdout));
  }
  const [wall, cpu, peak] = (['wallMs', 'cpuMs', 'peakMib'] as const).map((figure) =>
    spread(runs.map((run) => run[figure])),
  ) as [Spread, Spread, Spread];
  return [
    [name, ranged(wall, ' ms'), '', '', aim('≤ 1000 ms', wall.median <= 1000)],
    [`${name}, CPU`, ranged(cpu, ' ms'), '', '', ''],
    [`${name}, peak memory`, ranged(peak, ' MiB'), '', '', aim('≤ 300 MiB', peak.median <= 300)],
  ];
}

/** Both look at all tenants in turn, in processes that go on. What the first passes take does not count. */
async function daemonPass(name: string): Promise<readonly Row[]> {
  const world = await createWorld(size, ['all']);
  const [product, floor] = [await startProduct(world), startFloor(world)];
  try {
    const [ours, bare]: [Pass[], Pass[]] = [[], []];
    for (let round = -2; round < rounds; round++) {
      const [one, other] = [await passOf(product), await passOf(floor)];
      if (round < 0) continue;
      ours.push(one);
      bare.push(other);
    }
    const [wall, cpu] = (['wall', 'cpu'] as const).map((figure) => {
      const [product, floor] = [ours, bare].map((passes) => passes.map((pass) => pass[figure]));
      const ratio = spread(product!.map((value, round) => value / floor![round]!));
      return { product: spread(product!), floor: spread(floor!), ratio };
    });
    const told = ({ product, floor, ratio }: NonNullable<typeof wall>) =>
      [ranged(product, ' ms'), ranged(floor, ' ms'), ranged(ratio, '', 2)] as const;
    return [
      [name, ...told(wall!), aim('≤ 1.40', wall!.ratio.median <= 1.4)],
      [`${name}, CPU`, ...told(cpu!), ''],
      [`${name}, peak memory`, `${peakOf(product.pid)} MiB`, `${peakOf(floor.pid)} MiB`, '', ''],
    ];
  } finally {
    await Promise.all([product.end(), floor.end()]);
    await world.close();
  }
}

/** In milliseconds. */
type Pass = { readonly wall: number; readonly cpu: number };
type Contestant = {
  readonly pid: number;
  readonly pass: () => Promise<unknown>;
  readonly end: () => Promise<unknown>;
};

async function passOf({ pid, pass }: Contestant): Promise<Pass> {
  const before = cpuMsOf(pid);
  const start = performance.now();
  await pass();
  return { wall: performance.now() - start, cpu: cpuMsOf(pid) - before };
}

async function startProduct({ folder, env }: World): Promise<Contestant> {
  const { running, passes, wake } = await startDaemon(folder, env, '--syncs', 'all', '--schedule', never);
  await running.until('its first pass is over', () => passes() > 0);
  return {
    pid: running.pid,
    async pass() {
      const before = passes();
      await wake();
      await running.until('the pass is over', () => passes() > before, 1);
    },
    end: running.end,
  };
}

function startFloor({ folder, env }: World): Contestant {
  const args = [fileURLToPath(new URL('floors/passes.js', import.meta.url)), join(folder, 'sollist.yaml')];
  const stdio: ('pipe' | 'inherit')[] = ['pipe', 'pipe', 'inherit'];
  const child = spawn(process.execPath, args, { env: { ...process.env, ...env }, stdio });
  const lines = createInterface({ input: child.stdout! })[Symbol.asyncIterator]();
  return {
    pid: child.pid!,
    async pass() {
      child.stdin!.write('\n');
      const { value } = await lines.next();
      const expected = `${size.tenants * size.syncs} syncs of ${size.tenants} tenants`;
      if (value !== expected) throw new Error(`the floor says "${value}", expected "${expected}"`);
    },
    end: async () => child.stdin!.end(),
  };
}

function ranged({ median, min, max }: Spread, unit = '', digits = 0): string {
  const [middle, least, most] = [median, min, max].map((value) => value.toFixed(digits));
  return `${middle}${unit} (${least}–${most})`;
}

function aim(text: string, isMet: boolean): string {
  return isMet ? text : `${text} missed`;
}
