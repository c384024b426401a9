import { spawn } from 'node:child_process';
import { platform } from 'node:os';
import { findStatus, statusOutputs } from '../../daemon/status/find.io.ts';
import { errorText } from '../../problems/text.ts';
import type { CommonFlags } from '../commonFlags.ts';
import { lookOf, type Terminal } from '../terminal.ts';

/** Somebody who tries things out does not wait for minutes. */
export const demoSettings = { schedule: '*/10 * * * * *' } as const;

/** What whoever sits at the terminal can press. */
export const keysWords = '· keys: r look now · s status · o its address, in a browser · q quit';

type Demo = {
  readonly flags: Pick<CommonFlags, 'tenant' | 'color'>;
  readonly terminal: Terminal;
  /** Where the daemon listens. */
  readonly url: string;
  readonly lookNow: () => void;
  /** Shows an address to whoever sits there, where that is possible. */
  readonly open: (address: string) => void;
};

/** Lets whoever sits at the terminal steer the demo. */
export function hearDemoKeys(demo: Demo): void {
  const { terminal, url, lookNow, open } = demo;
  const { onKey, quit, stop, stdout } = terminal;
  const keys: Readonly<Record<string, () => unknown>> = {
    r: lookNow,
    s: () => void showStatus(demo),
    o() {
      const page = `${url}/api/v1/status`;
      stdout(`${page}\n`);
      open(page);
    },
    q: () => quit?.(),
    '\r': () => stdout('\n'), // for whoever wants to see where something new begins
  };
  onKey?.((key) => void keys[key.toLowerCase()]?.(), stop);
}

async function showStatus({ flags, terminal, url }: Demo): Promise<void> {
  try {
    const found = await findStatus(url, flags.tenant, terminal.stop);
    const look = lookOf(terminal, flags.color);
    terminal.stdout(found.ok ? `\n${statusOutputs.text(found, look)}\n` : errorText(found.why));
  } catch (error) {
    if (!terminal.stop.aborted) throw error;
  }
}

/** Where there is one: without a desktop some openers would take the terminal for their own. */
export function openInBrowser(address: string, env: Terminal['env']): void {
  const hasDesktop = (env.DISPLAY ?? env.WAYLAND_DISPLAY) !== undefined;
  const openers: Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>> = {
    darwin: ['open'],
    win32: ['cmd', '/c', 'start', ''],
    ...(hasDesktop && { linux: ['xdg-open'] }),
  };
  const [opener, ...args] = openers[platform()] ?? [];
  if (opener === undefined) return;
  const child = spawn(opener, [...args, address], { detached: true, stdio: 'ignore' });
  child.on('error', () => {}).unref(); // the address has been printed
}
