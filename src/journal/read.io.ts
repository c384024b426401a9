import { createCalendar } from '../base/calendar.ts';
import { systemTimezone } from '../base/clock.io.ts';
import type { Clock } from '../base/clock.ts';
import type { Paint } from '../base/paint.ts';
import { printable } from '../base/printable.ts';
import { failed, ok, type Result } from '../base/result.ts';
import type { Problem } from '../problems/problem.ts';
import { jsonText, problemJson } from '../report/json.ts';
import { parseObject } from './chain.ts';
import { readLines, withFiles } from './files.io.ts';
import {
  createSelection,
  type History,
  type HistoryFilter,
  type HistoryRecord,
  historyJson,
  historyRecord,
  parseMoment,
  type Verification,
} from './history.ts';
import { historyText, verificationText } from './text.ts';
import { verifyJournal } from './verify.io.ts';

export type Question = {
  /** The folder of the journal. */
  readonly stateDir: string;
  /** Names; empty for all. */
  readonly tenant: readonly string[];
  readonly sync: readonly string[];
  /** So long ago, or a time. */
  readonly since: string | undefined;
  readonly until: string | undefined;
  /** Only so many, the latest. */
  readonly limit: number | undefined;
  /** Whether the journal is whole, instead of what it says. */
  readonly verify: boolean;
};

export type Answer =
  | { readonly kind: 'found'; readonly history: History; readonly isThere: boolean }
  | { readonly kind: 'verified'; readonly verification: Verification }
  | { readonly kind: 'mistake'; readonly message: string }
  | { readonly kind: 'unreadable'; readonly problem: Problem };

/** What was seen and done, by the journal. It reads that and nothing else. */
export async function askJournal(question: Question, clock: Clock): Promise<Answer> {
  const filter = filterOf(question, clock);
  if (!filter.ok) return { kind: 'mistake', message: filter.why };
  try {
    if (question.verify) return { kind: 'verified', verification: await verifyJournal(question.stateDir) };
    const selection = createSelection(filter.value);
    const isThere = await readJournal(question.stateDir, selection.add);
    return { kind: 'found', history: selection.history(), isThere };
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error;
    const message = `the journal cannot be read: ${error.message}`;
    return { kind: 'unreadable', problem: { code: 'journal-unreadable', message } };
  }
}

/**
 * Calls for every record that is about a change or a pass, oldest first. Lines that are none are passed over: `verifyJournal`
 * is there to find them. Gives whether there is a journal.
 * @throws Node's error where a file cannot be read.
 */
export function readJournal(directory: string, visit: (record: HistoryRecord) => void): Promise<boolean> {
  return withFiles(directory, async (files) => {
    for (const { handle } of files) {
      for await (const { lines } of readLines(handle)) {
        for (const line of lines) {
          const parsed = parseObject(line.toString());
          const record = parsed && historyRecord(parsed);
          if (record) visit(record);
        }
      }
    }
    return files.length > 0;
  });
}

function filterOf(question: Question, clock: Clock): Result<HistoryFilter> {
  const calendar = createCalendar();
  const zone = systemTimezone(undefined);
  const context = { now: clock.now(), timezone: calendar.isTimezone(zone) ? zone : 'UTC', calendar };
  const times: { since?: number; until?: number } = {};
  for (const end of ['since', 'until'] as const) {
    const text = question[end];
    if (text === undefined) continue;
    const moment = parseMoment(text, context);
    if (!moment.ok) return failed(`--${end}: ${moment.why}`);
    times[end] = moment.value;
  }
  const { tenant, sync, limit } = question;
  return ok({ tenants: tenant, syncs: sync, ...times, ...(limit !== undefined && { limit }) });
}

/** How whoever asks sees the answer. */
export type HistoryLook = { readonly paint: Paint; readonly width: number; readonly stateDir: string };

export const historyOutputs = { text, json };

function json(answer: Answer): string {
  switch (answer.kind) {
    case 'found':
      return jsonText(historyJson(answer.history.records));
    case 'verified':
      return jsonText(historyJson([], { verification: answer.verification }));
    case 'unreadable':
      return jsonText(historyJson([], { problems: [problemJson(answer.problem)] }));
    case 'mistake':
      return '';
  }
}

/** What cannot be answered, people read on stderr. */
function text(answer: Answer, look: HistoryLook): string {
  if (answer.kind === 'verified') return verificationText(answer.verification, look.stateDir, look.paint);
  return answer.kind === 'found' ? foundText(answer.history, answer.isThere, look) : '';
}

function foundText(found: History, isThere: boolean, { stateDir, ...look }: HistoryLook): string {
  if (!isThere) return `No journal in ${stateDir}: nothing was corrected from here so far.\n`;
  if (found.total > 0) return historyText(found, { ...look, clock: localTime });
  const { name, unseen } = found.meant ?? {};
  const meant = name === undefined ? '' : ` Did you mean --sync '${printable(name)}'?`;
  return `Nothing in the journal matches.${meant}${unseen === undefined ? '' : ` (${unseen})`}\n`;
}

/** What clocks on the wall show here. */
function localTime(at: number) {
  const two = (number: number) => String(number).padStart(2, '0');
  const date = new Date(at);
  return {
    date: `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`,
    time: [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':'),
  };
}
