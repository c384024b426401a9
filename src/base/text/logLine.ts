import type { LogLevel } from '../log.ts';
import type { Paint } from '../paint.ts';
import { printable } from '../printable.ts';
import { wrap } from './wrap.ts';

/** One thing that was logged. `words`: what people read in place of the message and its fields. */
export type LogEntry = {
  readonly level: Exclude<LogLevel, 'silent'>;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly message: string;
  readonly words?: string | undefined;
};

const levelMarks = { trace: '·', debug: '·', info: '·', warn: '!', error: '✗' } as const;
const colours = { '✓': 'green', '·': 'dim', '!': 'yellow', '✗': 'red' } as const satisfies Record<
  string,
  keyof Paint
>;

/**
 * `19:47:44 ✓ corrected 1 of 4 (files) · next look 19:50`: one thing for people, with its line end. Words may begin with a
 * mark of their own; what follows the first ` · ` matters less, and lines below the first stay as they are, to be copied.
 */
export function logLine(
  entry: LogEntry,
  time: string,
  { paint, columns }: { readonly paint: Paint; readonly columns: number },
): string {
  const { mark, text, rest, copied } = piecesOf(entry);
  const indent = ' '.repeat(time.length + 3);
  const lines = wrap(`${text}${rest}`, Math.max(20, columns - indent.length));
  let bright = text.length;
  const painted = lines.map((line) => {
    const [first, second] = [line.slice(0, bright), line.slice(bright)];
    bright = Math.max(0, bright - line.length - 1);
    return `${first}${second && paint.dim(second)}`;
  });
  return `${paint.dim(time)} ${paint[colours[mark]](mark)} ${painted.join(`\n${indent}`)}\n${copied}`;
}

function piecesOf({ level, fields, message, words }: LogEntry) {
  if (words === undefined) {
    const details = Object.entries(fields).map(([name, value]) => `${name}=${showField(value)}`);
    const rest = details.length > 0 ? ` · ${details.join(' ')}` : '';
    return { mark: levelMarks[level], text: printable(message), rest, copied: '' };
  }
  const [first, ...others] = words.split('\n').map(printable);
  const [, mark = levelMarks[level], all] = /^(?:([✓·!✗]) )?(.*)$/u.exec(first!)!;
  const at = all!.indexOf(' · ');
  const cut = at < 0 ? all!.length : at;
  const copied = others.map((line) => `${line}\n`).join('');
  return { mark: mark as keyof typeof colours, text: all!.slice(0, cut), rest: all!.slice(cut), copied };
}

function showField(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return /^[^\s"]+$/.test(text) ? printable(text) : JSON.stringify(printable(text));
}
