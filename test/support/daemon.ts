import { readdirSync, readFileSync } from 'node:fs';
import { launch, type Running, type Variables } from './program.ts';

export type Daemon = {
  readonly running: Running;
  readonly url: string;
  /** How many passes are over. */
  readonly passes: () => number;
  /** Asks for a pass, which may come later. */
  readonly wake: () => Promise<void>;
  readonly heapBytes: () => Promise<number>;
  /** As Linux counts it, in KiB. */
  readonly resident: () => number;
  /** As Linux counts it, in hundredths of a second; here in milliseconds. */
  readonly cpuMs: () => number;
  readonly handles: () => number;
};

const token = 'let-me';

/** Starts `sollist run` on a free port, and waits until it listens. */
export async function startDaemon(cwd: string, env: Variables, ...more: readonly string[]): Promise<Daemon> {
  const args = ['run', '--listen', '127.0.0.1:0', '--output', 'json', ...more];
  const running = launch(args, cwd, { SOLLIST_TOKEN: token, ...env });
  const url = await urlOf(running);
  const reconcile = { method: 'POST', headers: { authorization: `Bearer ${env.SOLLIST_TOKEN ?? token}` } };
  const proc = (file: string) => `/proc/${running.pid}/${file}`;
  return {
    running,
    url,
    passes: running.lines, // a line each
    wake: async () => void (await fetch(`${url}/api/v1/reconcile`, reconcile)).body?.cancel(),
    heapBytes: async () => heapIn(await (await fetch(`${url}/metrics`)).text()),
    resident: () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(proc('status'), 'utf8'))?.[1]),
    cpuMs: () => cpuMsOf(running.pid),
    handles: () => readdirSync(proc('fd')).length,
  };
}

/** Where a daemon listens, once it does. */
export async function urlOf(running: Running): Promise<string> {
  const found = () => /"listen":"(http:[^"]+)"/.exec(running.stderr())?.[1];
  await running.until('it listens', found);
  return found()!;
}

function heapIn(metrics: string): number {
  return Number(/^nodejs_heap_size_used_bytes (\S+)$/m.exec(metrics)?.[1]);
}

/** What a process has taken, as Linux counts it, in hundredths of a second; here in milliseconds. */
export function cpuMsOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return 10 * (Number(fields[11]) + Number(fields[12]));
}

/** The most that was resident, as Linux counts it, in MiB. */
export function peakOf(pid: number): number {
  const kib = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Math.round(Number(kib) / 1024);
}
