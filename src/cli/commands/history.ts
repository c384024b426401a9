import { createCalendar } from '../../base/calendar.ts';
import { systemTimezone } from '../../base/clock.io.ts';
import { printable } from '../../base/printable.ts';
import { failed, ok, type Result } from '../../base/result.ts';
import {
  createSelection,
  type History,
  type HistoryFilter,
  historyJson,
  parseMoment,
} from '../../journal/history.ts';
import { readJournal } from '../../journal/read.io.ts';
import { historyText, verificationText } from '../../journal/text.ts';
import { verifyJournal } from '../../journal/verify.io.ts';
import type { Problem } from '../../problems/problem.ts';
import { errorText } from '../../problems/text.ts';
import { problemJson } from '../../report/json.ts';
import { type ExitCode, exit } from '../exit.ts';
import type { Flags } from '../flags.ts';
import { jsonText } from '../render.ts';
import { paintFor, type Terminal } from '../terminal.ts';

export type HistoryFlags = Pick<Flags, 'tenant' | 'output' | 'stateDir' | 'color'> & {
  /** Names of syncs; empty for all. */
  readonly sync: readonly string[];
  /** So long ago, or a time. */
  readonly since?: string;
  readonly until?: string;
  readonly limit?: number;
  /** Whether the journal is whole, instead of what it says. */
  readonly verify: boolean;
};

/** What was seen and done, by the journal. It reads that and nothing else. */
export async function history(flags: HistoryFlags, terminal: Terminal): Promise<ExitCode> {
  const filter = filterOf(flags, terminal);
  if (!filter.ok) {
    terminal.stderr(`error: ${filter.why}\n(sollist history --help shows what there is)\n`);
    return exit.usage;
  }
  try {
    return await (flags.verify ? verify(flags, terminal) : show(flags, filter.value, terminal));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    return unreadable(flags, error as Error, terminal);
  }
}

function filterOf(flags: HistoryFlags, terminal: Terminal): Result<HistoryFilter> {
  const context = {
    now: terminal.clock.now(),
    timezone: systemTimezone(),
    calendar: createCalendar(),
  };
  const times: { since?: number; until?: number } = {};
  for (const flag of ['since', 'until'] as const) {
    const text = flags[flag];
    if (text === undefined) continue;
    const moment = parseMoment(text, context);
    if (!moment.ok) return failed(`--${flag}: ${moment.why}`);
    times[flag] = moment.value;
  }
  const { tenant, sync, limit } = flags;
  return ok({ tenants: tenant, syncs: sync, ...times, ...(limit !== undefined && { limit }) });
}

async function show(flags: HistoryFlags, filter: HistoryFilter, terminal: Terminal): Promise<ExitCode> {
  const selection = createSelection(filter);
  const isThere = await readJournal(flags.stateDir, selection.add);
  const found = selection.history();
  terminal.stdout(
    flags.output === 'json' ? jsonText(historyJson(found.records)) : textOf(found, isThere, flags, terminal),
  );
  return exit.fine;
}

function textOf(found: History, isThere: boolean, flags: HistoryFlags, terminal: Terminal): string {
  if (!isThere) return `No journal in ${flags.stateDir}: nothing was corrected from here so far.\n`;
  if (found.total === 0) {
    const meant = found.meant === undefined ? '' : ` Did you mean --sync '${printable(found.meant)}'?`;
    return `Nothing in the journal matches.${meant}\n`;
  }
  return historyText(found, {
    paint: paintFor('stdout', terminal, flags.color),
    // Whoever reads it by other means than eyes wants all of it.
    width: terminal.isTerminal.stdout ? terminal.columns : Number.POSITIVE_INFINITY,
    clock: localClock(),
  });
}

/** What clocks on the wall show here. */
function localClock() {
  const two = (number: number) => String(number).padStart(2, '0');
  return (at: number) => {
    const date = new Date(at);
    return {
      date: `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`,
      time: [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':'),
    };
  };
}

async function verify(flags: HistoryFlags, terminal: Terminal): Promise<ExitCode> {
  const verification = await verifyJournal(flags.stateDir);
  const paint = paintFor('stdout', terminal, flags.color);
  terminal.stdout(
    flags.output === 'json'
      ? jsonText(historyJson([], { verification }))
      : verificationText(verification, flags.stateDir, paint),
  );
  return verification.result === 'broken' ? exit.error : exit.fine;
}

function unreadable(flags: HistoryFlags, { message }: Error, terminal: Terminal): ExitCode {
  const problem: Problem = { code: 'journal-unreadable', message: `the journal cannot be read: ${message}` };
  if (flags.output === 'json') {
    terminal.stdout(jsonText(historyJson([], { problems: [problemJson(problem)] })));
  }
  terminal.stderr(errorText(problem));
  return exit.error;
}
