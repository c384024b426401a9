#!/usr/bin/env node
import { setMaxListeners } from 'node:events';
import { closeSync, writeSync } from 'node:fs';
import type { Clock } from './base/clock.ts';
import type { Terminal } from './cli/terminal.ts';

declare const SOLLIST_VERSION: string;

// Whatever is not a function stands up here: below the next lines nothing is set before all is done.
const args = process.argv.slice(2);
const isWindows = process.platform === 'win32';
const signalCodes: Readonly<Record<string, number>> = {
  ...{ SIGHUP: 129, SIGINT: 130, SIGTERM: 143 },
  SIGBREAK: 130,
};
/** Whoever stops a daemon waits 30 seconds before they kill it. */
const longestStopMs = 25_000;

if (args.length === 1 && (args[0] === '--version' || args[0] === '-V')) tellVersion();
else await main();

/** Node's own streams take a while to load, and are only needed where this cannot be written at once. */
function tellVersion(): void {
  const text = `${SOLLIST_VERSION}\n`;
  try {
    writeSync(1, text);
  } catch {
    outliveReaders(new AbortController());
    process.stdout.write(text);
  }
}

async function main(): Promise<void> {
  const { isatty } = await import('node:tty');
  const { run, systemClock } = await import('./cli/late/program.ts');
  const stop = new AbortController();
  setMaxListeners(0, stop.signal); // each request in flight listens
  stopOnSignals(stop);
  outliveReaders(stop);
  const terminals = [0, 1, 2].filter(isatty);
  outliveTerminals(terminals, isatty);
  const done = leaveStalledReaders(stop.signal, systemClock);
  forgetEmptyVariables();
  const code = await run(args, terminal(stop, systemClock, terminals.length === 3));
  process.exitCode ||= code;
  done();
}

/**
 * The first signal asks for an orderly end, the second one ends at once, with the code that shells give a signal. A
 * terminal that is closed sends SIGHUP several times, and a session that ends adds SIGTERM: none of these insists. On
 * Windows a service is stopped by Ctrl-C or Ctrl-Break, and SIGHUP says that the console is closing.
 */
function stopOnSignals(stop: AbortController): void {
  let asked = false;
  for (const signal of ['SIGINT', 'SIGTERM', ...(isWindows ? ['SIGBREAK'] : [])]) {
    process.on(signal, () => {
      if (asked) process.exit(signalCodes[signal]);
      asked = true;
      stop.abort(signal);
      if (process.stderr.isTTY) setTimeout(tellPatience, 500).unref();
    });
  }
  process.on('SIGHUP', () => {
    if (process.listenerCount('SIGHUP') === 1) stop.abort('SIGHUP');
  });
}

/** Most ends take no time; one that waits for an answer looks as if it hung. */
function tellPatience(): void {
  process.stderr.write(
    '\r\u001b[Kstopping once what is in flight has been answered; Ctrl-C again ends at once\n',
  );
}

/**
 * A reader of the report who has enough (`| head`), or a terminal that was closed, is no error, but a reason to end in
 * order (Windows calls it EOF); without a reader of the logs the work goes on. Whoever ended here at once would leave a
 * request in flight.
 */
function outliveReaders(stop: AbortController): void {
  process.stderr.on('error', () => {});
  process.stdout.on('error', ({ code, message }: NodeJS.ErrnoException) => {
    if (code === 'EPIPE' || code === 'EOF' || (code === 'EIO' && process.stdout.isTTY))
      return stop.abort('SIGPIPE');
    process.stderr.write(`error: the report could not be written: ${message}\n`);
    process.exitCode = 1;
  });
}

/** Node puts the terminal back in order when it ends, and aborts where the terminal is gone by then. */
function outliveTerminals(terminals: readonly number[], isatty: (descriptor: number) => boolean): void {
  process.once('exit', () => {
    for (const descriptor of terminals) if (!isatty(descriptor)) closeSync(descriptor);
  });
}

/**
 * Gives what to call when all is done: what was asked to stop does not wait for long for a reader who has stopped reading,
 * but not gone. Without a stop it waits as long as the reader likes.
 */
function leaveStalledReaders(stop: AbortSignal, { monotonic }: Pick<Clock, 'monotonic'>): () => void {
  let stoppedAt: number | undefined;
  let isDone = false;
  const leave = (patienceMs: number) => setTimeout(() => process.exit(), Math.max(500, patienceMs)).unref();
  stop.addEventListener('abort', () => {
    stoppedAt = monotonic();
    if (!isDone) return;
    process.exitCode = signalCodes[String(stop.reason)] ?? process.exitCode; // the report has not been read
    leave(0);
  });
  return () => {
    isDone = true;
    if (stoppedAt !== undefined) leave(Math.min(2_000, longestStopMs - (monotonic() - stoppedAt)));
  };
}

/** CI systems set what is not given to nothing, or to blanks. Commander reads the variables by itself, and would take that for a value. */
function forgetEmptyVariables(): void {
  for (const [name, value] of Object.entries(process.env)) if (value?.trim() === '') delete process.env[name];
}

function terminal(stop: AbortController, clock: Clock, isAttended: boolean): Terminal {
  return {
    version: SOLLIST_VERSION,
    env: process.env, // itself, since names of variables have no case on Windows
    stdout: (text) => void process.stdout.write(text),
    stderr: (text) => void process.stderr.write(text),
    isTerminal: { stdout: process.stdout.isTTY === true, stderr: process.stderr.isTTY === true },
    get stderrColumns() {
      return process.stderr.columns;
    },
    get columns() {
      return process.stdout.columns ?? 100;
    },
    stop: stop.signal,
    onHangup: (listener) => void (isWindows || process.on('SIGHUP', listener)),
    unread: (stream) => process[stream].writableLength,
    ...(isAttended && {
      async onKey(listener, until) {
        const { hearKeys } = await import('./cli/daemon/keyboard.io.ts');
        hearKeys(process, listener, until, () => stop.abort('SIGHUP'));
      },
    }),
    quit: () => void process.emit('SIGTERM', 'SIGTERM'),
    clock,
    random: Math.random,
  };
}
