import { count } from '../../base/text/words.ts';
import type { Here } from '../../base/time/shown.ts';
import type { ProblemOptions } from '../../problems/text.ts';
import { problemsText } from '../../problems/text.ts';
import { failuresText } from '../failures.ts';
import { jsonText } from '../json.ts';
import type { ExplainAnswer } from './answer.ts';

import { explainJson } from './json.ts';
import { matrixText } from './matrixText.ts';
import { momentLine, syncText } from './text.ts';

export type ExplainedLook = ProblemOptions & {
  readonly here: Here;
  readonly isFull: boolean;
};

export const explainOutputs = { text, json: (answer: ExplainAnswer) => jsonText(explainJson(answer)) };

/** A line without an end, as in a pipe, would name each of the tenants that have one cause in common. */
const longestLine = 100;

/** What is wrong stands last, nearest to the prompt. */
function text(answer: ExplainAnswer, look: ExplainedLook): string {
  const { syncs, warnings, failures, isOffline } = answer;
  const explaining = { ...look, isOffline };
  const ending = { ...look, width: Math.min(look.width, longestLine) };
  const problems = [...answer.problems, ...syncs.flatMap((sync) => sync.problems)];
  const [only, other] = syncs;
  const blocks = [
    momentLine(answer, look.here),
    only && (other ? matrixText(syncs, explaining) : syncText(only, explaining)),
    failuresText(failures, undefined, ending),
    problemsText({ problems, warnings }, ending),
    problems.length > 0 ? look.paint.bold(`${count(problems.length, 'problem')}.`) : '',
  ];
  return `${blocks.filter((block) => block).join('\n')}\n`;
}

/** Whether everything that was asked about is there, and could be told. */
export function isWhole({ problems, failures, syncs }: ExplainAnswer): boolean {
  return problems.length + failures.length === 0 && syncs.every((sync) => sync.problems.length === 0);
}
