import { spawn } from 'node:child_process';
import { vi } from 'vitest';

/** A shell with jobs on a terminal of its own, as a person has it. */
export type Shell = {
  /** All that the terminal has shown. */
  readonly shown: () => string;
  readonly press: (keys: string) => void;
  /** Waits until what was shown since the last call holds this, and gives that. */
  readonly until: (what: string | RegExp) => Promise<string>;
  readonly end: () => Promise<void>;
};

export function openShell(cwd: string, env: Readonly<Record<string, string>> = {}): Shell {
  const child = spawn('script', ['-qfc', 'stty cols 80; exec bash --norc --noprofile -i', '/dev/null'], {
    cwd,
    env: {
      PATH: process.env.PATH ?? '',
      HOME: cwd,
      TERM: 'dumb',
      NO_COLOR: '1',
      PS1: '$ ',
      HISTFILE: '/dev/null',
      ...env,
    },
  });
  let [shown, seen] = ['', 0];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (shown += text));
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  return {
    shown: () => shown,
    press: (keys) => void child.stdin.write(keys),
    async until(what) {
      const found = await vi
        .waitUntil(() => new RegExp(what).exec(shown.slice(seen)), { timeout: 80_000, interval: 10 })
        .catch(() => {
          throw new Error(`waited in vain for ${String(what)}:\n${shown.slice(seen)}`);
        });
      const text = shown.slice(seen, seen + found.index + found[0].length);
      seen += text.length;
      return text;
    },
    async end() {
      child.kill('SIGKILL'); // whoever runs on its terminal hears that it is gone
      await closed;
    },
  };
}
