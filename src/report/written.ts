import { alike } from '../base/collections.ts';
import { count } from '../base/text/words.ts';
import type { PullJson } from '../generated/pull.ts';
import { formatVersion } from '../model/formatVersion.ts';
import type { Failure, Problem } from '../problems/problem.ts';
import { type ProblemOptions, problemsText } from '../problems/text.ts';
import { failuresText } from './failures.ts';
import { failureJson, jsonText, problemJson } from './json.ts';

/** What became of a command that writes files from what Wawi has. */
export type Written = {
  readonly files: readonly string[];
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
  readonly failures: readonly Failure[];
  /** How many tenants did. */
  readonly answered?: number;
  /** How many syncs got no file, since documents describe them: such as name the tenant, or only wider ones. */
  readonly described?: { readonly own: number; readonly wider: number };
  /** How many documents for all tenants were made, and how many values stand in files of so many single tenants. */
  readonly common?: { readonly documents: number; readonly exceptions: number; readonly tenants: number };
};

/** For people; `verdict` is the last line. Ends with a newline. */
export function writtenText(
  written: Written,
  verdict: string,
  look: ProblemOptions,
  patternOf: PatternOf,
): string {
  const { files, failures, answered = 0 } = written;
  const lines = [
    ...filesText(files, patternOf, look.isFull),
    problemsText(written, look),
    verdict,
    failuresText(failures, answered + failures.length, look),
  ];
  return `${lines.filter((line) => line !== '').join('\n')}\n`;
}

/** What the names of files that are the same have in common. */
export type PatternOf = (file: string) => string;

// As a shell knows it: `syncs/*/ebay.yaml`.
export const inAnyFolder: PatternOf = (file) => file.replace(/[^/]+(?=\/[^/]+$)/, '*');

// `syncs/.catalogue/*.json`.
export const ofAnyName: PatternOf = (file) => file.replace(/[^/]+(?=\.\w+$)/, '*');

function filesText(files: readonly string[], patternOf: PatternOf, isFull?: boolean): readonly string[] {
  return alike(files, { whom: (file) => file, keys: [patternOf] }, isFull).map(([first, ...others]) =>
    others.length === 0 ? first! : `${patternOf(first!)}   ${count(others.length + 1, 'file')}`,
  );
}

export function writtenJson({ files, problems, warnings, failures, described, common }: Written): string {
  const document: PullJson = {
    formatVersion,
    result: problems.length > 0 ? 'problems' : failures.length > 0 ? 'incomplete' : 'written',
    files: [...files],
    ...(described && { described }),
    ...(common && { common }),
    problems: problems.map(problemJson),
    warnings: warnings.map(problemJson),
    failures: failures.map(failureJson),
  };
  return jsonText(document);
}
