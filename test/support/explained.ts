import { createCalendar } from '../../src/base/calendar.ts';
import { readDocuments } from '../../src/desired/document.ts';
import { resolve } from '../../src/desired/resolve.ts';
import type { ObservedTenant } from '../../src/model/observed.ts';
import { explainOffline, explainSync } from '../../src/reconcile/explain/explain.ts';
import type { ExplainAnswer, Holds, PastOf } from '../../src/report/explain/answer.ts';
import { type AnswerParts, answerTo } from '../../src/report/explain/answering.ts';
import type { ExplainQuestion } from '../../src/report/explain/question.ts';

export const berlin = 'Europe/Berlin';
export const calendar = createCalendar();
const noHolds: Holds = { ofTenant: () => [], ofField: () => undefined };

export type Asking = {
  /** Names and texts of what lies below `syncs/`. */
  readonly files: Readonly<Record<string, string>>;
  readonly now: string;
  readonly at?: string;
  /** Those that answered; of the others only the name is known. */
  readonly observed?: readonly ObservedTenant[];
  readonly names?: readonly string[];
  readonly past?: PastOf;
  readonly holds?: Holds;
  readonly parts?: Partial<AnswerParts>;
};

/** What is told of files and of live state, as it would be by the command. */
export function answered(question: ExplainQuestion, asking: Asking): ExplainAnswer {
  const { observed = [], names = observed.map(({ name }) => name) } = asking;
  const now = Date.parse(asking.now);
  const moment = { now: asking.at === undefined ? now : Date.parse(asking.at), timezone: berlin };
  const tenants = names.map((name) => ({ name, labels: {} }));
  const documents = Object.entries(asking.files).flatMap(([name, text]) => {
    const file = { path: `syncs/${name}`, folder: undefined, directory: '/', text, hash: '' };
    return readDocuments(file, berlin, calendar).documents;
  });
  return answerTo(question, {
    ...{ explainSync, explainOffline, now, observed, tenants: names },
    context: { documents, tenants, moment, calendar },
    claims: resolve(documents, tenants, moment, calendar).claims,
    ...{ isOffline: false, failures: [], warnings: [] },
    past: asking.past ?? (() => ({ changedByOthers: 0 })),
    holds: asking.holds ?? noHolds,
    ...asking.parts,
  });
}
