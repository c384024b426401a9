import { createCalendar } from '../base/calendar.ts';
import type { Clock } from '../base/clock.ts';
import { printable } from '../base/printable.ts';
import type { Here } from '../base/time/shown.ts';
import type { When } from '../desired/when.ts';
import type { Problem } from '../problems/problem.ts';
import type { PastOf } from '../report/explain/answer.ts';
import { createPast } from '../report/explain/past.ts';
import { jsonText, problemJson } from '../report/json.ts';
import { loadSettings, type SettingsSource } from '../settings/load.io.ts';
import { parseObject } from './chain.ts';
import { readLines, unreadable, withFiles } from './files.io.ts';
import {
  createSelection,
  type History,
  type HistoryFilter,
  type HistoryRecord,
  historyJson,
  historyRecord,
  type Verification,
} from './history.ts';
import { type HistoryTextOptions, historyText, verificationText } from './text.ts';
import { verifyJournal } from './verify.io.ts';

export type Question = SettingsSource & {
  /** The folder of the journal. */
  readonly stateDir: string;
  /** Names; empty for all. */
  readonly sync: readonly string[];
  readonly since: When | undefined;
  readonly until: When | undefined;
  /** Only so many, the latest. */
  readonly limit: number | undefined;
  /** Whether the journal is whole, instead of what it says. */
  readonly verify: boolean;
};

export type Answer =
  | { readonly kind: 'found'; readonly history: History; readonly isThere: boolean; readonly here: Here }
  | { readonly kind: 'verified'; readonly verification: Verification }
  | { readonly kind: 'unreadable'; readonly problem: Problem };

/** What was seen and done, by the journal. It reads that and nothing else. */
export async function askJournal(question: Question, clock: Clock): Promise<Answer> {
  try {
    if (question.verify) return { kind: 'verified', verification: await verifyJournal(question.stateDir) };
    const here = await hereOf(question, clock);
    const selection = createSelection(filterOf(question, here));
    const isThere = await readJournal(question.stateDir, selection.add);
    return { kind: 'found', history: selection.history(), isThere, here };
  } catch (error) {
    return { kind: 'unreadable', problem: unreadable(error) };
  }
}

/**
 * Calls for every record that is about a change or a pass, oldest first. Lines that are none are passed over: `verifyJournal`
 * is there to find them. Lines without `sign` need not be read. Gives whether there is a journal.
 * @throws Node's error where a file cannot be read.
 */
export function readJournal(
  directory: string,
  visit: (record: HistoryRecord) => void,
  sign = '',
): Promise<boolean> {
  return withFiles(directory, async (files) => {
    for (const { handle } of files) {
      for await (const { lines } of readLines(handle)) {
        for (const line of lines) if (line.includes(sign)) visitLine(line, visit);
      }
    }
    return files.length > 0;
  });
}

function visitLine(line: Buffer, visit: (record: HistoryRecord) => void): void {
  const parsed = parseObject(line.toString());
  const record = parsed && historyRecord(parsed);
  if (record) visit(record);
}

/** What the journal knows of fields, of one tenant perhaps; where it cannot be read nothing, and why. */
export async function readPast(
  directory: string,
  now: number,
  tenant?: string,
): Promise<{ readonly past: PastOf; readonly problem?: Problem }> {
  const past = createPast(now);
  try {
    const visit = (record: HistoryRecord) => record.kind === 'change' && past.add(record);
    await readJournal(directory, visit, tenant === undefined ? '' : JSON.stringify(tenant));
    return { past: past.of };
  } catch (error) {
    return { past: past.of, problem: unreadable(error) };
  }
}

/** In the configured time zone, whatever else is wrong with the settings. */
async function hereOf(source: SettingsSource, clock: Clock): Promise<Here> {
  const calendar = createCalendar();
  const { settings } = await loadSettings(source, calendar);
  return { now: clock.now(), timezone: settings.timezone, calendar };
}

function filterOf({ tenant, sync, limit, since, until }: Question, here: Here): HistoryFilter {
  return {
    tenants: tenant,
    syncs: sync,
    ...(since && { since: since(here) }),
    ...(until && { until: until(here) }),
    ...(limit !== undefined && { limit }),
  };
}

/** How whoever asks sees the answer. */
export type HistoryLook = Omit<HistoryTextOptions, 'here'> & { readonly stateDir: string };

export const historyOutputs = { text, json };

function json(answer: Answer): string {
  switch (answer.kind) {
    case 'found':
      return jsonText(historyJson(answer.history.records));
    case 'verified':
      return jsonText(historyJson([], { verification: answer.verification }));
    case 'unreadable':
      return jsonText(historyJson([], { problems: [problemJson(answer.problem)] }));
  }
}

/** What cannot be answered, people read on stderr. */
function text(answer: Answer, look: HistoryLook): string {
  if (answer.kind === 'verified') return verificationText(answer.verification, look.stateDir, look.paint);
  return answer.kind === 'found' ? foundText(answer, look) : '';
}

function foundText(
  { history: found, isThere, here }: Answer & { kind: 'found' },
  { stateDir, ...look }: HistoryLook,
): string {
  if (!isThere) return `No journal in ${stateDir}: nothing was corrected from here so far.\n`;
  if (found.total > 0) return historyText(found, { ...look, here });
  const { name, unseen } = found.meant ?? {};
  const meant = name === undefined ? '' : ` Did you mean --sync '${printable(name)}'?`;
  return `Nothing in the journal matches.${meant}${unseen === undefined ? '' : ` (${unseen})`}\n`;
}
