import type { Paint } from '../base/paint.ts';
import { printable } from '../base/printable.ts';
import { blanks, cellsOf } from '../base/text/cells.ts';
import { count, listed, listedWithin } from '../base/text/words.ts';
import { type Origin, showOrigin } from '../model/origin.ts';
import type { SourceFile } from '../model/sourceFile.ts';
import { nextStepFor } from './codes.ts';
import { createLines, excerptOf, type LinesOf } from './excerpt.ts';
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

function problemText(
  [first, ...others]: readonly Problem[],
  word: string,
  lines: LinesOf,
  options: ProblemOptions,
): string {
  const problem = first!;
  const { origin, message, code, related } = problem;
  const { paint } = options;
  const place = origin ? `${paint.bold(showPlace(origin))}: ` : '';
  return [
    `${place}${word}: ${printable(message)} ${paint.dim(`[${code}]`)}`,
    ...excerptLines(problem, lines, options),
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

function excerptLines(problem: Problem, lines: LinesOf, { width, paint }: ProblemOptions): readonly string[] {
  const excerpt = excerptOf(problem, lines, width);
  if (!excerpt) return [];
  const { number, before, after } = excerpt;
  return [
    `  ${paint.dim(`${number} |`)} ${before}${after}`,
    `  ${paint.dim(`${blanks(number.length)} |`)} ${blanks(cellsOf(before))}${paint.red('^')}`,
  ];
}
