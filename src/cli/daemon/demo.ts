import { findStatus, statusOutputs } from '../../daemon/status/find.io.ts';
import { errorText } from '../../problems/text.ts';
import type { CommonFlags } from '../commonFlags.ts';
import { fitted } from '../output.ts';
import { lookOf, type Terminal } from '../terminal.ts';

/** Somebody who tries things out does not wait for minutes. */
export const demoSettings = { schedule: '*/10 * * * * *' } as const;

/** What whoever sits at the terminal can press. */
export const keysWords = '· keys: r look now · s status · o the page, in a browser · q quit';

type Demo = {
  readonly flags: Pick<CommonFlags, 'tenant' | 'color'> & { readonly full?: boolean };
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
      const page = `${url}/`;
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
    const text = found.ok
      ? `\n${statusOutputs.text(found, lookOf(terminal, flags))}\n`
      : errorText(found.why);
    terminal.stdout(fitted(text, 'text', terminal));
  } catch (error) {
    if (!terminal.stop.aborted) throw error;
  }
}
