import { getOrAdd } from '../base/collections.ts';
import type { Paint } from '../base/paint.ts';
import { printable } from '../base/printable.ts';
import { blanks, cellsOf, crop, cropStart } from '../base/text/cells.ts';
import { hasKey, indentOf, linesAbove } from '../base/text/indent.ts';
import { looksSecret } from '../base/text/secretName.ts';
import { count, listed, listedWithin } from '../base/text/words.ts';
import { type Origin, showOrigin } from '../model/origin.ts';
import { blankShapes, showBlanks, startOfBlanks, withoutSecret } from '../model/secretSigns.ts';
import type { SourceFile } from '../model/sourceFile.ts';
import { nextStepFor } from './codes.ts';
import type { Problem } from './problem.ts';
import { sameProblems, sameRefusals } from './sameMessage.ts';

export type ProblemOptions = {
  readonly paint: Paint;
  /** Columns of the terminal, for what is cropped or aligned. */
  readonly width: number;
  /** Each of what is the same on many tenants, or at many places, is shown. */
  readonly isFull?: boolean | undefined;
  /** The text of a file, by the name that origins have. Undefined where there is none to show. */
  readonly textOf: (file: string) => string | undefined;
};

/** The texts of files that were read. */
export function textIn(files: readonly SourceFile[]): ProblemOptions['textOf'] {
  let texts: ReadonlyMap<string, string> | undefined; // most often nobody asks
  return (name) => {
    texts ??= new Map(files.map((file) => [file.path, file.text]));
    return texts.get(name);
  };
}

/** Warnings and problems for people, each with its place, the line, a caret and a hint, what is worse last. Empty for none. */
export function problemsText(
  { problems, warnings }: { readonly problems: readonly Problem[]; readonly warnings: readonly Problem[] },
  options: ProblemOptions,
): string {
  const lines = createLines(options.textOf);
  const { red, yellow } = options.paint;
  const told = (all: readonly Problem[], word: string) =>
    sameProblems(all, options.isFull).map((group) => problemText(group, word, lines, options));
  return [...told(warnings, yellow('warning')), ...told(problems, red('error'))].join('\n');
}

/** One that stands outside of any report, without a place. Ends with a newline. */
export function errorText(problem: Problem): string {
  const { message, code } = problem;
  return `error: ${printable(message)} [${code}]\n  hint: ${printable(nextStepFor(problem))}\n`;
}

type Lines = (file: string) => readonly string[];

/** Each file is split once, however many problems it has. */
function createLines(textOf: ProblemOptions['textOf']): Lines {
  const split = new Map<string, readonly string[]>();
  return (file) => getOrAdd(split, file, () => blankShapes(textOf(file) ?? '').split(/\r?\n/));
}

function problemText(
  [first, ...others]: readonly Problem[],
  word: string,
  lines: Lines,
  options: ProblemOptions,
): string {
  const problem = first!;
  const { origin, message, code, related } = problem;
  const { paint } = options;
  const place = origin ? `${paint.bold(showPlace(origin))}: ` : '';
  return [
    `${place}${word}: ${printable(message)} ${paint.dim(`[${code}]`)}`,
    ...(origin ? excerpt(problem, origin, lines(origin.file), options) : []),
    ...(related ? [`  ${paint.dim('see')} ${showPlace(related)}`] : []),
    ...(others.length > 0 ? [`  ${sameAs(problem, others, options.width - 2)}`] : []),
    `  ${paint.cyan('hint')}: ${printable(nextStepFor(problem))}`,
  ].join('\n');
}

type SaidRefusal = { readonly [K in 'code' | 'message' | 'hint']: string } & { readonly tenant?: string };

/** Refusals for people, of which each says `word` first. What is to be done stands once below those that share it. */
export function refusalsText(
  refusals: readonly SaidRefusal[],
  word: string,
  { width, isFull }: Pick<ProblemOptions, 'width' | 'isFull'>,
): string {
  return sayEach(refusals, isFull)
    .map(({ others, hint, code, message }) => {
      const more = others.length > 0 ? `\n  ${likewise(others, width - 2)}` : '';
      const next = hint === undefined ? '' : `\n  hint: ${printable(hint)}`;
      return `${word}: ${printable(message)} [${code}]${more}${next}`;
    })
    .join('\n');
}

/** The same for lists that hold no more than messages. */
export function refusalsOnce<T extends SaidRefusal>(refusals: readonly T[]) {
  return sayEach(refusals, false).map(({ others, ...refusal }) => {
    const more = others.length > 0 ? ` (${likewise(others)})` : '';
    return { ...refusal, message: `${refusal.message}${more}` };
  });
}

/** Each once, with the others that say nearly the same. Without a hint where the next one has it. */
function sayEach<T extends SaidRefusal>(refusals: readonly T[], isFull: boolean | undefined) {
  const told = sameRefusals(refusals, isFull);
  return told.map(([first, ...others], index) => {
    const { hint, ...refusal } = first!;
    const isSaidBelow = told[index + 1]?.[0]?.hint === hint;
    return { ...refusal, others, ...(!isSaidBelow && { hint }) };
  });
}

function likewise(others: readonly SaidRefusal[], width?: number): string {
  const head = `likewise on ${count(others.length, 'more tenant')}: `;
  const names = others.map(({ tenant = '' }) => printable(tenant));
  return `${head}${width === undefined ? listed(names, namesInList) : listedWithin(names, width - head.length)}`;
}

/** Each of what is the same once, with where else it is: for lists that hold no more than messages. */
export function onceEach<T extends Problem>(told: readonly T[]): readonly T[] {
  return sameProblems(told).map(([first, ...others]) => {
    if (others.length === 0) return first!;
    return { ...first!, message: `${first!.message} (${sameAs(first!, others)})` };
  });
}

/** So many names and places are enough for a list. */
const namesInList = 5;

type Placed = { readonly tenant?: string; readonly origin?: Origin | null };

/** Where else a problem is, or on whom, in one line of so many cells; a few names, where no width is given. */
export function sameAs({ origin }: Placed, others: readonly Placed[], width?: number): string {
  const isHere = others.every((other) => isSamePlace(other.origin, origin));
  const names = others.flatMap((other) => {
    if (!isHere && other.origin) return showPlace(other.origin);
    return other.tenant === undefined ? [] : printable(other.tenant);
  });
  const head = `the same ${isHere ? 'on' : 'at'} ${count(others.length, isHere ? 'more tenant' : 'more place')}: `;
  return `${head}${width === undefined ? listed(names, namesInList) : listedWithin(names, width - head.length)}`;
}

function isSamePlace(a: Placed['origin'], b: Placed['origin']): boolean {
  return (a && showOrigin(a)) === (b && showOrigin(b));
}

/** `syncs/acme/ebay.yaml:3:1`, as editors and terminals make a link of. */
export function showPlace({ file, line, column }: Origin): string {
  return `${printable(file)}:${line}:${column}`;
}

function excerpt(
  problem: Problem,
  origin: Origin,
  lines: readonly string[],
  options: ProblemOptions,
): string[] {
  const text = lines[origin.line - 1];
  if (text === undefined || text.trim() === '') return [];
  const number = String(origin.line);
  const line = withoutLogin(masked(problem, origin, lines));
  const [before, after] = around(line, origin.column - 1, options.width - number.length - 6);
  const { dim, red } = options.paint;
  return [
    `  ${dim(`${number} |`)} ${before}${after}`,
    `  ${dim(`${blanks(number.length)} |`)} ${blanks(cellsOf(before))}${red('^')}`,
  ];
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
