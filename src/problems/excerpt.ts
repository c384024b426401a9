import { getOrAdd } from '../base/collections.ts';
import { printable } from '../base/printable.ts';
import { cellsOf, crop, cropStart } from '../base/text/cells.ts';
import { hasKey, indentOf, linesAbove } from '../base/text/indent.ts';
import { looksSecret } from '../base/text/secretName.ts';
import type { Origin } from '../model/origin.ts';
import { blankShapes, showBlanks, startOfBlanks, withoutSecret } from '../model/secretSigns.ts';
import type { Problem } from './problem.ts';

/** The lines of a file, by its name; none where it is not known. */
export type LinesOf = (file: string) => readonly string[];

/** Each file is split once, however many problems it has. */
export function createLines(textOf: (file: string) => string | undefined): LinesOf {
  const split = new Map<string, readonly string[]>();
  return (file) => getOrAdd(split, file, () => blankShapes(textOf(file) ?? '').split(/\r?\n/));
}

/** A line of a file as people are shown it: what stands before a place in it, and from there on. `number` is the line's. */
export type Excerpt = { readonly number: string; readonly before: string; readonly after: string };

/** The line that a problem is about, in so many columns, without what may be a secret. Undefined where there is none to show. */
export function excerptOf(problem: Problem, linesOf: LinesOf, width: number): Excerpt | undefined {
  const { origin } = problem;
  if (!origin) return undefined;
  const lines = linesOf(origin.file);
  const text = lines[origin.line - 1];
  if (text === undefined || text.trim() === '') return undefined;
  const number = String(origin.line);
  const line = withoutLogin(masked(problem, origin, lines));
  const [before, after] = around(line, origin.column - 1, width - number.length - 6);
  return { number, before, after };
}

/** What is shown of a long line on either side of a place. A tab counts as one column, so it is shown as one. */
function around(line: string, at: number, width: number): readonly [before: string, after: string] {
  const most = Math.max(width, 40);
  const from = startOfBlanks(line, at);
  const before = readable(line.slice(Math.max(0, from - reach), from));
  const after = readable(line.slice(from, from + reach));
  const shown = cropStart(before, Math.max(Math.floor(most / 2), most - cellsOf(after)));
  return [shown, crop(after, most - cellsOf(shown))];
}

/** No terminal shows more UTF-16 code units than these on one line, and a file may be a single line of 10 MB. */
const reach = 2_000;

function readable(text: string): string {
  return printable(showBlanks(text.replaceAll('\t', ' ')));
}

const mask = '(secret)';

/** Half an address may hold a password too, whatever the problem on its line is about. */
function withoutLogin(line: string): string {
  return line.replace(/((?:^|\s)[^\s:]*:)(?!\/\/)[^\s\uffff]+@.*$/, `$1${mask}`);
}

/** The line without what is a secret, or may be one: what a problem says is, and what stands under a key that looks it. */
function masked(problem: Problem, { line, column }: Origin, lines: readonly string[]): string {
  const text = lines[line - 1]!;
  if (problem.sensitive) {
    const before = maskValues(text.slice(0, (problem.sensitive === true ? column : problem.sensitive) - 1));
    return before.endsWith(mask) ? before : `${before}${mask}`;
  }
  if (liesInSecret(lines, line)) return `${indentOf(text)}${mask}`;
  return hasKey(text) ? maskValues(text) : withoutSecret(text, false);
}

/** What follows a key that looks like that of a secret, unless it is a reference to one. In linear time, however long the line. */
export function maskValues(line: string): string {
  let from = 0;
  for (const { index, 0: sign } of line.matchAll(/"[^"]*"(?=\s*[:=])|'[^']*'(?=\s*[:=])|[{},]|[:=]\s*/g)) {
    if (/^["']/.test(sign)) continue;
    const key = line.slice(from, index);
    from = index + sign.length;
    const value = line.slice(from);
    if (/^[{},]/.test(sign) || value === '' || !looksSecret(key)) continue;
    if (!isReference(value) && !isAddress(key, value)) return `${line.slice(0, from)}${mask}`;
  }
  return line;
}

/** The one setting whose name looks like a secret's and is none, unless somebody put one into it. */
function isAddress(key: string, value: string): boolean {
  return key.trim() === 'tokenUrl' && /^"?https?:\/\/[^\s@?#,"]*"?\s*(?:[,}#]|$)/.test(value);
}

/** Not an alias: what starts with an asterisk may be a password that was meant to stand in quotes. */
function isReference(value: string): boolean {
  const [whole] = /^\{\s*(?:env|file)\s*:[^{}]*\}/.exec(value) ?? [];
  return whole !== undefined && /^[,}\]]?\s*(?:\}|#.*)?$/.test(value.slice(whole.length).trim());
}

/** Whether the line belongs to a text of several lines under a key that looks like a secret's. */
function liesInSecret(lines: readonly string[], line: number): boolean {
  const [parent] = linesAbove(lines, line - 1);
  const key = keyOfLongText(parent ?? '');
  return key !== undefined && looksSecret(key) && !/^\s*(?:env|file)\s*:/.test(lines[line - 1]!);
}

/** The key whose value goes on below its line: in a block, in quotes, or as a map. */
function keyOfLongText(line: string): string | undefined {
  const text = line.trim().replace(/^- /, '');
  const inQuotes = /^(?:"([^"]*)"|'([^']*)')\s*(?=:)/.exec(text);
  const colon = inQuotes ? inQuotes[0].length : text.indexOf(':');
  const value = text.slice(colon + 1).trim();
  if (colon === -1 || !/^(?:[|>][\d+-]*|["'].*)?\s*(?:#.*)?$/s.test(value)) return undefined;
  return inQuotes?.[1] ?? inQuotes?.[2] ?? text.slice(0, colon);
}
