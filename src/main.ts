#!/usr/bin/env node
import { setMaxListeners } from 'node:events';
import { systemClock } from './base/clock.io.ts';
import type { Terminal } from './cli/terminal.ts';

declare const SOLLIST_VERSION: string;

const args = process.argv.slice(2);

if (args.length === 1 && (args[0] === '--version' || args[0] === '-V')) {
  process.stdout.write(`${SOLLIST_VERSION}\n`);
} else {
  await main();
}

async function main(): Promise<void> {
  const { run } = await import('./cli/program.ts');
  const stop = new AbortController();
  setMaxListeners(0, stop.signal); // each request in flight listens
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stopOn(signal, stop));
  outliveReaders(stop);
  forgetEmptyVariables();
  const code = await run(args, terminal(stop.signal));
  process.exitCode ||= code;
}

/** The first signal asks for an orderly end, the second one ends at once, with the code that shells give a signal. */
function stopOn(signal: 'SIGINT' | 'SIGTERM', stop: AbortController): void {
  if (stop.signal.aborted) process.exit(signal === 'SIGINT' ? 130 : 143);
  stop.abort(signal);
  if (process.stderr.isTTY) setTimeout(tellPatience, 500).unref();
}

/** Most ends take no time; one that waits for an answer looks as if it hung. */
function tellPatience(): void {
  process.stderr.write(
    '\r\u001b[Kstopping once what is in flight has been answered; Ctrl-C again ends at once\n',
  );
}

/**
 * A reader of the report who has enough (`| head`), or a terminal that was closed, is no error, but a reason to end in
 * order; without a reader of the logs the work goes on. Whoever ended here at once would leave a request in flight.
 */
function outliveReaders(stop: AbortController): void {
  process.stderr.on('error', () => {});
  process.stdout.on('error', ({ code, message }: NodeJS.ErrnoException) => {
    if (code === 'EPIPE' || code === 'EIO') return stop.abort('SIGPIPE');
    process.stderr.write(`error: the report could not be written: ${message}\n`);
    process.exitCode ||= 1;
  });
}

/** CI systems set what is not given to nothing, or to blanks. Commander reads the variables by itself, and would take that for a value. */
function forgetEmptyVariables(): void {
  for (const [name, value] of Object.entries(process.env)) if (value?.trim() === '') delete process.env[name];
}

function terminal(stop: AbortSignal): Terminal {
  return {
    version: SOLLIST_VERSION,
    env: { ...process.env },
    stdout: (text) => void process.stdout.write(text),
    stderr: (text) => void process.stderr.write(text),
    isTerminal: { stdout: process.stdout.isTTY === true, stderr: process.stderr.isTTY === true },
    columns: process.stdout.columns ?? 100,
    stop,
    onHangup(listener) {
      process.on('SIGHUP', listener);
      return () => process.off('SIGHUP', listener);
    },
    clock: systemClock,
    random: Math.random,
  };
}
