import { compareOrigins, type Origin } from '../model/origin.ts';
import type { Code } from './codes.ts';

/** What is told of anything that went wrong. A message never holds a value that may be a secret. */
export type CodedMessage<C extends Code = Code> = {
  readonly code: C;
  readonly message: string;
  /** What to do about it, where that is nearer than what its code says. */
  readonly hint?: string;
};

/** A user's mistake, as data: collected, never thrown. */
export type Problem = CodedMessage & {
  /** The one whose live state shows it, or whom documents are at odds about. */
  readonly tenant?: string;
  readonly origin?: Origin;
  /** The other place, where two are at odds. */
  readonly related?: Origin;
  /**
   * The rest of the line at `origin` may be a secret, so that whoever shows the line blanks it: a number from which
   * column on, counted from 1.
   */
  readonly sensitive?: true | number;
};

/** What is wrong with a file as a whole, in words that go after its name. */
export function fileProblem(file: string, code: Code, what: string, hint?: string): Problem {
  const origin = { file, line: 1, column: 1 };
  return { code, message: `${file} ${what}`, ...(hint !== undefined && { hint }), origin };
}

/** The world's failure on one tenant: unreachable, refused, an answer that cannot be used. */
export type Failure = CodedMessage & {
  readonly tenant: string;
  /** Milliseconds that the server asked to be left alone. */
  readonly retryAfter?: number;
};

/** In the order of the file, and no more of them than help. */
export function capped(problems: readonly Problem[], omitted: number, file: string): readonly Problem[] {
  const ordered = [...problems].sort((a, b) => compareOrigins(a.origin!, b.origin!));
  const more = omitted + ordered.length - mostProblems;
  if (more <= 0) return ordered;
  const shown = ordered.slice(0, mostProblems);
  const message = `${more} more ${more === 1 ? 'problem' : 'problems'} in ${file}`;
  return [...shown, { code: 'more-problems', message, origin: shown.at(-1)!.origin! }];
}

/** A file with more problems than this is not helped by reading them all. */
export const mostProblems = 50;
