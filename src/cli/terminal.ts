import { styleText } from 'node:util';
import type { Clock } from '../base/clock.ts';
import { type Paint, plain } from '../base/paint.ts';
import type { ProblemOptions } from '../problems/text.ts';

/** The process as commands see it. Only `main.ts` knows the real one. */
export type Terminal = {
  readonly version: string;
  /** Variables that are set and not empty. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  readonly isTerminal: { readonly stdout: boolean; readonly stderr: boolean };
  readonly columns: number;
  /** How wide stderr is, where it is a terminal. */
  readonly stderrColumns?: number | undefined;
  /** How much of what was written still waits to be read, in bytes. */
  readonly unread?: (stream: 'stdout' | 'stderr') => number;
  /** Aborted by the first SIGINT, SIGTERM, SIGBREAK or SIGHUP, or when nobody reads stdout any more (SIGPIPE); the name is the reason. */
  readonly stop: AbortSignal;
  /** From now on SIGHUP calls this, and stops nothing any more; but not on Windows, where a console that closes sends it. */
  readonly onHangup: (listener: () => void) => void;
  /** Hears single keys until `until` is aborted; a terminal that is closed aborts `stop`. Absent where nobody sits at one. */
  readonly onKey?: (listener: (key: string) => void, until: AbortSignal) => void;
  /** Asks for an orderly end, as SIGTERM does. */
  readonly quit?: () => void;
  readonly clock: Clock;
  readonly random: () => number;
};

const colours: Paint = {
  bold: (text) => style('bold', text),
  dim: (text) => style('dim', text),
  red: (text) => style('red', text),
  green: (text) => style('green', text),
  yellow: (text) => style('yellow', text),
  cyan: (text) => style('cyan', text),
};

function style(format: keyof Paint, text: string): string {
  return styleText(format, text, { validateStream: false });
}

/** Colours where a person looks on, or where they were forced. `wanted` is false with `--no-color`, which beats all variables. */
export function paintFor(stream: 'stdout' | 'stderr', terminal: Terminal, wanted: boolean): Paint {
  const { FORCE_COLOR: forced, NO_COLOR: refused } = terminal.env;
  const usual = refused === undefined && terminal.isTerminal[stream];
  const on = forced === undefined ? usual : !/^(?:0|false)$/i.test(forced);
  return wanted && on ? colours : plain;
}

/** How whoever reads stdout sees problems: in which colours, how wide, each or once, and with which lines of which files. */
export function lookOf(
  terminal: Terminal,
  { color, full = false }: { readonly color: boolean; readonly full?: boolean },
  textOf: ProblemOptions['textOf'] = () => undefined,
): ProblemOptions & { readonly isFull: boolean } {
  return { paint: paintFor('stdout', terminal, color), width: terminal.columns, isFull: full, textOf };
}
