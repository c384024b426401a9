import { type ChildProcess, spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { type Spread, spread } from './statistics.ts';

/** `node …args`, which must end well and say what is expected of it. */
export type Command = {
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly expect?: string;
  /** A folder that it fills, and that is removed before each run. */
  readonly fills?: string;
};

/** In milliseconds and megabytes. */
type Weight = { readonly cpu: number; readonly megabytes: number };

export type Contest = {
  readonly product: Command;
  readonly floor: Command;
  readonly rounds: number;
  /** How often CPU time and memory are measured. */
  readonly weighings: number;
};

export type Measured = {
  readonly product: Spread;
  readonly floor: Spread;
  readonly ratio: Spread;
  readonly weights?: { readonly memory: readonly [number, number]; readonly cpuRatio: Spread };
};

const preload = new URL('peak.js', import.meta.url).href;

/** Product and floor in turn, so that what else the machine does meets both; which one is first changes each round. */
export async function compare({ product, floor, rounds, weighings }: Contest): Promise<Measured> {
  await timed(product); // what comes first finds cold caches
  await timed(floor);
  const times = await alternate(product, floor, rounds, timed);
  const weights = await alternate(product, floor, weighings, weighed);
  const memory = weights.map(([ours, bare]) => [ours.megabytes, bare.megabytes] as const);
  const [least] = memory.sort(([a], [b]) => a - b);
  return {
    product: spread(times.map(([ours]) => ours)),
    floor: spread(times.map(([, bare]) => bare)),
    ratio: spread(times.map(([ours, bare]) => ours / bare)),
    ...(least && {
      weights: { memory: least, cpuRatio: spread(weights.map(([ours, bare]) => ours.cpu / bare.cpu)) },
    }),
  };
}

async function alternate<T>(
  product: Command,
  floor: Command,
  rounds: number,
  measure: (command: Command) => Promise<T>,
): Promise<(readonly [T, T])[]> {
  const pairs: (readonly [T, T])[] = [];
  for (let round = 0; round < rounds; round++) {
    const isFirst = round % 2 === 0;
    const before = await measure(isFirst ? product : floor);
    const after = await measure(isFirst ? floor : product);
    pairs.push(isFirst ? [before, after] : [after, before]);
  }
  return pairs;
}

async function clear({ fills }: Command): Promise<void> {
  if (fills !== undefined) await rm(fills, { recursive: true, force: true });
}

/** Wall time in milliseconds. */
async function timed(command: Command): Promise<number> {
  const { args, cwd, env } = command;
  await clear(command);
  const start = performance.now();
  const child = spawn(process.execPath, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  return (await endOf(child, command)) - start;
}

/** In a run of its own, since the preload takes time itself. */
async function weighed(command: Command): Promise<Weight> {
  const { args, cwd, env } = command;
  await clear(command);
  const stdio: ('ignore' | 'pipe')[] = ['ignore', 'pipe', 'pipe', 'pipe'];
  const child = spawn(process.execPath, ['--import', preload, ...args], { cwd, env, stdio });
  const told = text(child.stdio[3] as Readable);
  await endOf(child, command);
  return JSON.parse(await told) as Weight;
}

/** When the process has ended. @throws where it fails, or says nothing that is expected. */
async function endOf(child: ChildProcess, { args, expect }: Command): Promise<number> {
  const said = Promise.all([text(child.stdout!), text(child.stderr!)]);
  const code = await new Promise((resolve, reject) => child.on('exit', resolve).on('error', reject));
  const end = performance.now();
  const [out, err] = await said;
  if (code === 0 && (expect === undefined || out.includes(expect))) return end;
  throw new Error(`node ${args.join(' ')} ended with ${code}, expected "${expect}":\n${out}${err}`);
}
