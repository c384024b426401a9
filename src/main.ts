#!/usr/bin/env node
import { setMaxListeners } from 'node:events';
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
  surviveClosedPipe(process.stdout);
  surviveClosedPipe(process.stderr);
  process.exitCode = await run(args, terminal(stop.signal));
}

/** The first signal asks for an orderly end, the second one ends at once, with the code that shells give a signal. */
function stopOn(signal: 'SIGINT' | 'SIGTERM', stop: AbortController): void {
  if (stop.signal.aborted) process.exit(signal === 'SIGINT' ? 130 : 143);
  stop.abort(signal);
}

/** A reader that has enough (`| head`) is no error. */
function surviveClosedPipe(stream: NodeJS.WriteStream): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0);
    throw error;
  });
}

function terminal(stop: AbortSignal): Terminal {
  return {
    version: SOLLIST_VERSION,
    env: Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== '')),
    stdout: (text) => void process.stdout.write(text),
    stderr: (text) => void process.stderr.write(text),
    isTerminal: { stdout: process.stdout.isTTY === true, stderr: process.stderr.isTTY === true },
    columns: process.stdout.columns ?? 100,
    stop,
    onHangup(listener) {
      process.on('SIGHUP', listener);
      return () => process.off('SIGHUP', listener);
    },
    now: () => new Date(),
    random: Math.random,
  };
}
