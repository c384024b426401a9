// Very many bad inputs for the three doors where others' text comes in: YAML, the server's JSON, and headers. Nothing may crash,
// hang, leak or write. An input is made of seed, door and number alone; what fails is kept in soak/seeds and replayed by a test.
//   npm run soak:fuzz [-- --door yaml --runs 1000000 --seed 7 --workers 2]
import { fork } from 'node:child_process';
import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { getHeapStatistics } from 'node:v8';
import { type Point, slope } from '../bench/statistics.ts';
import { closeInputs, type DoorName, doors, tryInput } from './fuzz/inputs.ts';

type Failed = {
  readonly door: DoorName;
  readonly seed: string;
  readonly number: number;
  readonly why: string;
};
type Work = {
  readonly door: DoorName;
  readonly seed: string;
  readonly from: number;
  readonly to: number;
  /** The file that says which one is tried. */
  readonly at: string;
};
type Told =
  | { readonly kind: 'failed'; readonly failed: Failed }
  | {
      readonly kind: 'done';
      readonly slowest: number;
      readonly slowestNumber: number;
      readonly heap: readonly Point[];
    };

/** Milliseconds that one input may take. */
const longest = 10_000;
const kept = new URL('seeds/failed.json', import.meta.url);

if (process.send) process.once('message', (given) => void work(given as Work));
else await main();

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      door: { type: 'string', default: Object.keys(doors).join(',') },
      runs: { type: 'string', default: '1000000' },
      seed: { type: 'string', default: String(Date.now() % 1e6) },
      workers: { type: 'string', default: '1' },
    },
  });
  const failed: Failed[] = [];
  for (const door of values.door.split(',') as DoorName[]) {
    failed.push(...(await fuzz(door, values.seed, Number(values.runs), Number(values.workers))));
  }
  const before = JSON.parse(await readFile(kept, 'utf8')) as Failed[];
  if (failed.length > 0)
    await writeFile(kept, `${JSON.stringify([...before, ...failed.slice(0, 20)], null, 2)}\n`);
  process.exitCode = failed.length === 0 ? 0 : 1;
}

async function fuzz(door: DoorName, seed: string, runs: number, workers: number): Promise<readonly Failed[]> {
  const start = performance.now();
  const parts = await Promise.all(
    Array.from({ length: workers }, (_, at) =>
      part(door, seed, Math.floor((at * runs) / workers), Math.floor(((at + 1) * runs) / workers)),
    ),
  );
  const seconds = (performance.now() - start) / 1000;
  const failed = parts.flatMap((one) => one.failed);
  const { slowest, slowestNumber } = parts.sort((a, b) => b.slowest - a.slowest)[0]!;
  const growth = Math.max(...parts.map(({ heap }) => slope(heap))) * 100_000;
  console.log(
    `${door}: seed ${seed}, ${runs} inputs in ${Math.round(seconds)} s (${Math.round(runs / seconds)} a second), ${failed.length} failed; ` +
      `the slowest took ${Math.round(slowest)} ms (number ${slowestNumber}); in the second half the heap grew by ${growth.toFixed(2)} MiB per 100,000 inputs`,
  );
  return failed;
}

type Part = {
  readonly failed: readonly Failed[];
  readonly heap: readonly Point[];
  readonly slowest: number;
  readonly slowestNumber: number;
};

/** What hangs cannot be ended from within: a watchdog ends its process, and the next one goes on behind it. */
async function part(door: DoorName, seed: string, first: number, to: number): Promise<Part> {
  const folder = await mkdtemp(join(tmpdir(), 'sollist-fuzz-'));
  const at = join(folder, 'at');
  const failed: Failed[] = [];
  const tell = (one: Failed) => {
    if (failed.push(one) <= 20) console.log(JSON.stringify(one));
  };
  let [slowest, slowestNumber, heap] = [0, 0, [] as readonly Point[]];
  for (let from = first; from < to; ) {
    const stuck = await watch({ door, seed, from, to, at }, (told) => {
      if (told.kind === 'failed') tell(told.failed);
      else ({ slowest, slowestNumber, heap } = told);
    });
    if (stuck === undefined) break;
    tell({ door, seed, number: stuck, why: 'hangs' });
    from = stuck + 1;
  }
  await rm(folder, { recursive: true });
  return { failed, heap, slowest, slowestNumber };
}

/** The number of the input that hangs; undefined where all came to their end. */
async function watch(given: Work, hear: (told: Told) => void): Promise<number | undefined> {
  await writeFile(given.at, ' '.repeat(12));
  const child = fork(fileURLToPath(import.meta.url), { execArgv: [...process.execArgv, '--expose-gc'] });
  child.send(given);
  return new Promise((resolve, reject) => {
    let [last, since] = ['', performance.now()];
    const timer = setInterval(() => {
      const now = readFileSync(given.at, 'utf8');
      // A process that has not begun is no input that hangs.
      if (now !== last || now.trim() === '') [last, since] = [now, performance.now()];
      else if (performance.now() - since > longest) end(Number(now));
    }, 500);
    const end = (stuck: number | undefined) => {
      clearInterval(timer);
      child.removeAllListeners();
      child.kill('SIGKILL');
      resolve(stuck);
    };
    child.on('message', (told: Told) => {
      hear(told);
      if (told.kind === 'done') end(undefined);
    });
    child.on('exit', (code) => reject(new Error(`the process ended with ${code}`)));
  });
}

async function work({ door, seed, from, to, at }: Work): Promise<void> {
  const file = openSync(at, 'r+');
  const heap: Point[] = [];
  const tell = (told: Told) => process.send!(told);
  let [slowest, slowestNumber] = [0, 0];
  for (let input = from; input < to; input += 1) {
    writeSync(file, String(input).padEnd(12), 0);
    const start = performance.now();
    const why = await tryInput(door, seed, input).catch((error: Error) => `throws ${error.stack}`);
    const took = performance.now() - start;
    if (took > slowest) [slowest, slowestNumber] = [took, input];
    if (why !== undefined) tell({ kind: 'failed', failed: { door, seed, number: input, why } });
    // What is made at first, code and caches, is no leak.
    if (input >= (from + to) / 2 && (input - from) % Math.ceil((to - from) / 40) === 0)
      heap.push({ x: input, y: heapInUse() });
  }
  closeSync(file);
  await closeInputs();
  tell({ kind: 'done', slowest, slowestNumber, heap });
}

/** MiB of what is still held. */
function heapInUse(): number {
  globalThis.gc!();
  return getHeapStatistics().used_heap_size / 2 ** 20;
}
