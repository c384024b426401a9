import type { Problem } from '../../problems/problem.ts';
import { parseObject } from '../chain.ts';
import { type JournalFile, readLines, unreadable, withFiles } from '../files.io.ts';
import { createSelection, type History, type HistoryFilter, historyRecord } from '../history.ts';
import { createTally, type DriftTally } from './tally.ts';

/** What is asked of the journal again and again, of which the newest is shown. */
export type Recent = HistoryFilter & { readonly since: number; readonly limit: number };

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

/** So many answers are kept while the journal stays the same. */
const mostKept = 4;
/** Milliseconds within which two beginnings are one. */
const near = 60_000;

/**
 * Reads the journal for who looks again and again: one question after another, each answered once for as long as the
 * journal ends where it did.
 */
export function createRecent(directory: string): (asked: Recent) => Promise<RecentAnswer> {
  const kept = new Map<string, RecentAnswer>();
  let turn: Promise<unknown> = Promise.resolve();
  const answer = (asked: Recent) =>
    withFiles(directory, async (files) => {
      const key = keyOf(asked, files);
      const known = kept.get(key) ?? (await read(asked, files));
      kept.delete(key);
      kept.set(key, known);
      if (kept.size > mostKept) kept.delete([...kept.keys()][0]!);
      return known;
    }).catch((error: unknown): RecentAnswer => ({ kind: 'unreadable', problem: unreadable(error) }));
  return (asked) => {
    const answered = turn.then(() => answer(asked));
    turn = answered.catch(() => {});
    return answered;
  };
}

function keyOf({ since, until = 0, ...asked }: Recent, files: readonly JournalFile[]): string {
  const ends = files.map(({ dev, ino, size }) => [dev, ino, size]);
  return JSON.stringify([asked, Math.floor(since / near), Math.floor(until / near), ends]);
}

/** Lines that are too old, or say nothing of the tenant, are passed over before they are parsed. */
async function read(asked: Recent, files: readonly JournalFile[]): Promise<RecentAnswer> {
  const selection = createSelection(asked);
  const tally = createTally();
  const [first, sign] = [new Date(asked.since).toISOString(), signOf(asked)];
  let damaged = 0;
  for (const { handle } of files) {
    for await (const { lines, isCut } of readLines(handle)) {
      for (const line of lines) {
        if (isBefore(line, first) || !line.includes(sign)) continue;
        const parsed = parseObject(line.toString());
        const record = parsed && historyRecord(parsed);
        if (record && selection.add(record)) tally.add(record);
        // What is cut short at the end may be written just now.
        if (!parsed && !isCut) damaged += 1;
      }
    }
  }
  return {
    kind: 'found',
    history: selection.history(),
    tally: tally.all,
    isThere: files.length > 0,
    damaged,
  };
}

function signOf({ tenants: [tenant] }: Recent): string {
  return tenant === undefined ? '' : JSON.stringify(tenant);
}

/** Within so many bytes a line says its time. */
const headBytes = 96;

/** By the time as the journal writes it; what says it in another way is looked at more closely. */
function isBefore(line: Buffer, first: string): boolean {
  const head = line.toString('latin1', 0, headBytes);
  const time = /^\{"kind":"[a-z]+","number":\d+,"time":"(\d{4}-[\d:.T-]{18,19}Z)"/.exec(head)?.[1];
  return time !== undefined && time < first;
}
