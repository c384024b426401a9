import { alike } from '../base/alike.ts';
import { count } from '../base/text/words.ts';
import type { PullJson } from '../generated/pull.ts';
import { formatVersion } from '../model/formatVersion.ts';
import type { Failure, Problem } from '../problems/problem.ts';
import { type ProblemOptions, problemsText } from '../problems/text.ts';
import { failureJson, jsonText, problemJson } from './json.ts';
import { failuresText } from './failures.ts';

/** What became of a command that writes files from what Wawi has. */
export type Written = {
  readonly files: readonly string[];
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
  readonly failures: readonly Failure[];
  /** How many tenants did. */
  readonly answered?: number;
};

/** For people; `verdict` is the last line. Ends with a newline. */
export function writtenText(written: Written, verdict: string, look: ProblemOptions): string {
  const { files, failures, answered = 0 } = written;
  const lines = [
    ...filesText(files, look.isFull),
    problemsText(written, look),
    verdict,
    failuresText(failures, answered + failures.length, look),
  ];
  return `${lines.filter((line) => line !== '').join('\n')}\n`;
}

/** Files of one name in many folders, or of many names in one, as a pattern. */
function filesText(files: readonly string[], isFull?: boolean): readonly string[] {
  const parts = (file: string) => file.split('/');
  const inAnyFolder = (file: string) =>
    [...parts(file).slice(0, -2), '*', ...parts(file).slice(-1)].join('/');
  const ofAnyName = (file: string) => [...parts(file).slice(0, -1), '*'].join('/');
  const groups = alike(files, { whom: (file) => file, keys: [inAnyFolder, ofAnyName] }, isFull);
  return groups.map(([first, ...others]) => {
    if (others.length === 0) return first!;
    const pattern = [inAnyFolder, ofAnyName].map((by) => by(first!));
    const isOfOneName = others.every((file) => inAnyFolder(file) === pattern[0]);
    return `${isOfOneName ? pattern[0] : pattern[1]}   ${count(others.length + 1, 'file')}`;
  });
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
