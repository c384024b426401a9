import { count } from '../base/text/words.ts';
import type { ValidationJson } from '../generated/validation.ts';
import { formatVersion } from '../model/formatVersion.ts';
import type { Problem } from '../problems/problem.ts';
import { type ProblemOptions, problemsText } from '../problems/text.ts';
import { githubAnnotations } from './github.ts';
import { jsonText, problemJson } from './json.ts';

/** What came of a look at the files. */
export type Validation = {
  readonly files: number;
  readonly documents: number;
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
};

export const validationOutputs = {
  text,
  json,
  github: ({ problems, warnings }: Validation) => githubAnnotations(problems, warnings),
};

function text(validation: Validation, look: ProblemOptions): string {
  const { problems, documents, files } = validation;
  const { bold, green } = look.paint;
  const told = problemsText(validation, look);
  const verdict =
    problems.length > 0
      ? bold(`${count(problems.length, 'problem')}${inFiles(problems)}.`)
      : green(`Valid: ${count(documents, 'document')} in ${count(files, 'file')}.`);
  return told === '' ? `${verdict}\n` : `${told}\n${verdict}\n`;
}

/** Some may be in no file at all: in a flag, a variable, or a path that was asked about. */
function inFiles(problems: readonly Problem[]): string {
  const files = new Set(problems.flatMap(({ origin }) => origin?.file ?? []));
  return files.size > 0 ? ` in ${count(files.size, 'file')}` : '';
}

function json({ files, documents, problems, warnings }: Validation): string {
  const document: ValidationJson = {
    formatVersion,
    result: problems.length > 0 ? 'problems' : 'valid',
    files,
    documents,
    problems: problems.map(problemJson),
    warnings: warnings.map(problemJson),
  };
  return jsonText(document);
}
