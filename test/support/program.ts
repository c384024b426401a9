import { type ChildProcess, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { EmulatorJson } from '../../src/generated/emulator.ts';

export const root = fileURLToPath(new URL('../..', import.meta.url));
/** The program as it is built. */
export const main = join(root, 'dist', 'main.js');

export type Variables = Readonly<Record<string, string>>;

export type Ended = {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
};

export type Running = {
  readonly pid: number;
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** How many lines stdout has by now. */
  readonly lines: () => number;
  readonly signal: (name: NodeJS.Signals) => void;
  /** Sends a signal to a process that has nothing to do at the moment, and waits until it has taken it. */
  readonly interrupt: (name: NodeJS.Signals) => Promise<void>;
  /** Reads no more of what it writes, as a terminal that is closed. */
  readonly hangUp: () => void;
  /** Stops reading stdout, and holds it open. */
  readonly stall: () => void;
  readonly ended: Promise<Ended>;
  /** Kills the process where it still runs, and waits until it is gone. */
  readonly end: () => Promise<void>;
  /** Waits for the condition, asked for every 10 milliseconds; fails where the process ends first. */
  readonly until: (what: string, holds: () => unknown, everyMs?: number) => Promise<void>;
};

/** Starts the built program in a folder. Nothing of the environment reaches it but PATH. */
export function launch(args: readonly string[], cwd: string, env: Variables = {}): Running {
  const child = spawn(process.execPath, [main, ...args], {
    cwd,
    env: { PATH: process.env.PATH ?? '', HOME: cwd, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, stderr, lines] = ['', '', 0];
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    stdout += chunk;
    lines += chunk.split('\n').length - 1;
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk));
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject);
    // A stream that is not read to its end never closes.
    child.once('exit', (code, signal) => {
      if (child.stdout.isPaused()) resolve({ code, signal, stdout, stderr });
    });
    child.once('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
  return {
    pid: child.pid ?? -1,
    stdout: () => stdout,
    stderr: () => stderr,
    lines: () => lines,
    signal: (name) => void child.kill(name),
    interrupt: (name) => interrupt(child, name),
    hangUp() {
      child.stdout.destroy();
      child.stderr.destroy();
    },
    stall: () => void child.stdout.pause(),
    ended,
    async end() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
      await ended;
    },
    until: (what, holds, everyMs) => until(what, holds, ended, () => `${stdout}\n${stderr}`, everyMs),
  };
}

/** A signal has no answer; but whoever sleeps wakes up to take it, and goes to sleep again. */
async function interrupt(child: ChildProcess, name: NodeJS.Signals): Promise<void> {
  const before = await sleepsAtRest(child);
  child.kill(name);
  for (let looks = 0; looks < 50 && (await sleeps(child)) === before; looks += 1) await pause(10);
  await sleepsAtRest(child);
}

/** How often a process has gone to sleep, once it no longer does anything else. */
async function sleepsAtRest(child: ChildProcess): Promise<string> {
  let [before, now] = ['', await sleeps(child)];
  while (before !== now) {
    await pause(10);
    [before, now] = [now, await sleeps(child)];
  }
  return now;
}

/** As Linux counts them. Elsewhere nobody tells, and all looks the same. */
async function sleeps({ pid }: ChildProcess): Promise<string> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return /^voluntary_ctxt_switches:\s*(\d+)$/m.exec(status)?.[1] ?? 'unknown';
}

const patienceMs = 80_000;

/** Looks again and again, since what is waited for happens in another process. */
async function until(
  what: string,
  holds: () => unknown,
  ended: Promise<Ended>,
  told: () => string,
  everyMs = 10,
): Promise<void> {
  let code: number | null | undefined;
  void ended.then((end) => (code = end.code ?? -1));
  const deadline = Date.now() + patienceMs;
  for (;;) {
    if (await holds()) return;
    if (code !== undefined) throw new Error(`ended with ${code} before ${what}:\n${told()}`);
    if (Date.now() > deadline) throw new Error(`waited in vain for ${what}:\n${told()}`);
    await pause(everyMs);
  }
}

export type Wawi = EmulatorJson & { readonly running: Running };

/** Starts an emulator in a process of its own, on a free port, and waits until it says where it is. */
export async function emulate(cwd: string, ...args: readonly string[]): Promise<Wawi> {
  const running = launch(['emulate', '--listen', '127.0.0.1:0', '--output', 'json', ...args], cwd);
  await running.until('it says where it is', () => running.stdout().endsWith('\n}\n'));
  return { ...(JSON.parse(running.stdout()) as EmulatorJson), running };
}

type Reached = Pick<EmulatorJson, 'url' | 'tokenUrl' | 'dialect' | 'clientId'> & {
  readonly tenants: readonly {
    readonly name: string;
    readonly tenantId: string;
    readonly labels?: Variables;
  }[];
};

/** The settings with which the tenants of an emulator are reached. */
export function settingsFor({ url, tokenUrl, dialect, clientId, tenants }: Reached): string {
  return `${[
    `api: { baseUrl: "${url}", version: "${dialect}" }`,
    `auth: { tokenUrl: "${tokenUrl}", clientId: ${clientId}, clientSecret: { env: JTL_CLIENT_SECRET } }`,
    'tenants:',
    ...tenants.map(({ name, tenantId, labels }) => {
      const labelled = labels === undefined ? '' : `, labels: ${JSON.stringify(labels)}`;
      return `  ${name}: { tenantId: ${tenantId}${labelled} }`;
    }),
  ].join('\n')}\n`;
}
