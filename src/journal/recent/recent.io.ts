import type { Problem } from '../../problems/problem.ts';
import { type JournalFile, unreadable, withFiles } from '../files.io.ts';
import { type History, meantBy } from '../history.ts';
import { freshPart, near, type Part, partOf, type Recent } from './part.io.ts';
import { type DriftTally, sumOf } from './tally.ts';

export type { Recent } from './part.io.ts';

export type RecentAnswer =
  | {
      readonly kind: 'found';
      readonly history: History;
      readonly tally: DriftTally;
      readonly isThere: boolean;
      /** Lines that cannot be read. */
      readonly damaged: number;
    }
  | { readonly kind: 'unreadable'; readonly problem: Problem };

/** So many questions are remembered. */
const mostKept = 4;
/** Milliseconds within which a question whose beginning moves with the clock is asked again. */
const againWithin = 3_600_000;

type Question = {
  readonly key: string;
  readonly asked: Recent;
  readonly ends: string;
  readonly parts: ReadonlyMap<string, Part>;
  readonly answer: RecentAnswer;
};

/**
 * Reads the journal for who looks again and again: one question after another. Of each the last few are remembered, file
 * by file, so that what was read once is not read again.
 */
export function createRecent(directory: string): (asked: Recent) => Promise<RecentAnswer> {
  let kept: readonly Question[] = [];
  let turn: Promise<unknown> = Promise.resolve();
  const answer = (asked: Recent) =>
    withFiles(directory, async (files) => {
      const known = kept.find((one) => isAgain(one, asked));
      // What is read on is not what it was: where reading fails, nothing of it is kept.
      kept = kept.filter((one) => one !== known);
      const now = await answered(asked, files, known);
      kept = [now, ...kept].slice(0, mostKept);
      return now.answer;
    }).catch((error: unknown): RecentAnswer => ({ kind: 'unreadable', problem: unreadable(error) }));
  return (asked) => {
    const answered = turn.then(() => answer(asked));
    turn = answered.catch(() => {});
    return answered;
  };
}

function keyOf({ since: _, until = 0, ...asked }: Recent): string {
  return JSON.stringify([asked, Math.floor(until / near)]);
}

function isAgain({ key, asked: { since } }: Question, asked: Recent): boolean {
  const later = asked.since - since;
  return key === keyOf(asked) && later > -near && later < againWithin;
}

async function answered(
  asked: Recent,
  files: readonly JournalFile[],
  known: Question | undefined,
): Promise<Question> {
  const ends = JSON.stringify([
    Math.floor(asked.since / near),
    files.map(({ size, writtenAt, ...one }) => [idOf(one), size, writtenAt]),
  ]);
  if (known?.ends === ends) return known;
  const parts = await partsOf(asked, files, known?.parts);
  return { ...{ key: keyOf(asked), asked, ends, parts }, answer: sum(asked, [...parts.values()]) };
}

function idOf({ dev, ino }: Pick<JournalFile, 'dev' | 'ino'>): string {
  return `${dev} ${ino}`;
}

/** Oldest first. Only so many records are kept as are asked for, however many files there are. */
async function partsOf(
  asked: Recent,
  files: readonly JournalFile[],
  before: Question['parts'] = new Map(),
): Promise<Question['parts']> {
  let wanted = asked.limit;
  const parts: [string, Part][] = [];
  for (const file of [...files].reverse()) {
    const id = idOf(file);
    let part = await partOf(file, asked, before.get(id));
    if (part.records.length < Math.min(wanted, part.total)) part = await freshPart(file, asked);
    part.records = wanted === 0 ? [] : part.records.slice(-wanted);
    wanted -= part.records.length;
    parts.push([id, part]);
  }
  return new Map(parts.reverse());
}

function sum(asked: Recent, parts: readonly Part[]): RecentAnswer {
  const total = parts.reduce((all, part) => all + part.total, 0);
  const names = total === 0 ? parts.flatMap(({ selection }) => [...selection.names]) : [];
  const meant = total === 0 ? meantBy(asked.syncs, [...new Set(names)]) : undefined;
  return {
    kind: 'found',
    history: { records: parts.flatMap(({ records }) => records), total, ...(meant && { meant }) },
    tally: sumOf(parts.map(({ tally }) => tally.all)),
    isThere: parts.length > 0,
    damaged: parts.reduce((all, part) => all + part.damaged, 0),
  };
}
