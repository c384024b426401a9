import type { PullJson } from '../generated/pull.ts';
import { formatVersion } from '../model/formatVersion.ts';
import type { Failure, Problem } from '../problems/problem.ts';
import { type ProblemOptions, problemsText } from '../problems/text.ts';
import { failureJson, jsonText, problemJson } from './json.ts';
import { failureText } from './text.ts';

/** What became of a command that writes files from what Wawi has. */
export type Written = {
  readonly files: readonly string[];
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
  readonly failures: readonly Failure[];
};

/** For people; `verdict` is the last line. Ends with a newline. */
export function writtenText(written: Written, verdict: string, look: ProblemOptions): string {
  const lines = [
    ...written.files,
    problemsText(written, look),
    ...written.failures.map((failure) => failureText(failure, look.paint)),
    verdict,
  ];
  return `${lines.filter((line) => line !== '').join('\n')}\n`;
}

export function writtenJson({ files, problems, warnings, failures }: Written): string {
  const document: PullJson = {
    formatVersion,
    result: problems.length > 0 ? 'problems' : failures.length > 0 ? 'incomplete' : 'written',
    files: [...files],
    problems: problems.map(problemJson),
    warnings: warnings.map(problemJson),
    failures: failures.map(failureJson),
  };
  return jsonText(document);
}
