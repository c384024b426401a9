import { execFileSync, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Lane } from './lanes.ts';
import type { PeersWorld } from './world.ts';

/** In milliseconds and MiB: of a process and all that it started; memory is the largest one's. */
export type Taken = { readonly wall: number; readonly cpu: number; readonly mib: number };

/** By GNU time, which counts all children. @throws where the run fails, or finds another drift. */
export async function measure(lane: Lane, { folder, env, drift }: PeersWorld): Promise<Taken> {
  const told = join(folder, 'time.txt');
  const command = ['-f', '%U %S %M', '-o', told, ...lane.command(folder)];
  const start = performance.now();
  const child = spawn('/usr/bin/time', command, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const said = Promise.all([text(child.stdout), text(child.stderr)]);
  const code = await new Promise((resolve, reject) => child.on('exit', resolve).on('error', reject));
  const wall = performance.now() - start;
  const [stdout, stderr] = await said;
  if (code !== 0) throw new Error(`${lane.name} ended with ${code}:\n${stdout}${stderr}`);
  expectSame(lane.name, lane.found(stdout), drift);
  const [user, system, kib] = (await readFile(told, 'utf8')).trim().split(' ').map(Number);
  return { wall, cpu: 1_000 * (user! + system!), mib: kib! / 1_024 };
}

export function expectSame(name: string, found: readonly string[], drift: readonly string[]): void {
  const sorted = [...found].sort();
  if (JSON.stringify(sorted) === JSON.stringify(drift)) return;
  throw new Error(`${name} found\n${sorted.join('\n')}\ninstead of\n${drift.join('\n')}`);
}

/** Forgets what the system has read from disks, as after a start. Gives whether that was allowed. */
export function dropCaches(): boolean {
  try {
    execFileSync('sync');
    writeFileSync('/proc/sys/vm/drop_caches', '3');
    return true;
  } catch {
    return false;
  }
}

/** Debian's packages of what a lane needs and this machine has not. */
export function missing({ needs }: Pick<Lane, 'needs'>): readonly string[] {
  return Object.entries(needs).flatMap(([program, name]) => (isThere(program) ? [] : [name]));
}

function isThere(program: string): boolean {
  try {
    execFileSync('sh', ['-c', 'command -v "$1"', 'sh', program], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
