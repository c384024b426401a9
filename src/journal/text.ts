import { groupBy } from '../base/collections.ts';
import type { Paint } from '../base/paint.ts';
import { printable } from '../base/printable.ts';
import { blanks, cellsOf, crop, pad, widest } from '../base/text/cells.ts';
import { count } from '../base/text/words.ts';
import type { Here } from '../base/time/shown.ts';
import { below } from '../files/paths.ts';
import { shortRevision } from '../files/revision.ts';
import type { Change as ChangeRecord, Pass as PassRecord } from '../generated/history.ts';
import { fieldName, showChanges } from '../model/fields/index.ts';
import { syncName } from '../model/syncName.ts';
import { fieldOf, type History, type HistoryRecord, sameRecords, type Verification } from './history.ts';

export type HistoryTextOptions = {
  readonly paint: Paint;
  /** Columns of the terminal; no line is longer. */
  readonly width: number;
  /** Each change has its line, the same on many tenants or not. */
  readonly isFull?: boolean;
  readonly here: Here;
};

/** One line a change, and one for what a pass changed alike on many tenants, newest last, below the day. Ends with a newline. */
export function historyText({ records, total }: History, options: HistoryTextOptions): string {
  const rows = sameRecords(records, options.isFull).map((group) => rowOf(group, options));
  const widths = widthsFor(rows, options.width);
  const lines: string[] = [];
  let day = '';
  for (const row of rows) {
    const zone = day === '' ? ` (${options.here.timezone})` : '';
    if (row.date !== day) lines.push(`${options.paint.bold(row.date)}${options.paint.dim(zone)}`);
    day = row.date;
    lines.push(lineOf(row, widths, options));
  }
  return `${[...lines, closing(records, total)].join('\n')}\n`;
}

/** `change` says what of what; a pass has only that. */
type HistoryRow = {
  readonly date: string;
  readonly time: string;
  readonly kind: HistoryRecord['kind'];
  readonly isWell: boolean;
  readonly name: string;
  readonly change: string;
  readonly outcome: string;
  readonly by: string;
  readonly cause: string;
};

function rowOf(group: readonly HistoryRecord[], { here }: HistoryTextOptions): HistoryRow {
  const record = group[0]!;
  const local = here.calendar.localAt(Date.parse(record.time), here.timezone);
  const when = { date: local.slice(0, 10), time: local.slice(11), by: byWords(record) };
  if (record.kind === 'pass') {
    const row = { name: '', change: passWords(record), outcome: '', cause: '' };
    return { ...when, kind: 'pass', isWell: false, ...row };
  }
  const { tenant, sync, outcome, error } = record;
  const fields = group.flatMap((one) => (one.kind === 'change' ? fieldOf(one) : []));
  const field = fields[0]!;
  const name = `${printable(tenant)} / ${printable(syncName(sync))}`;
  return {
    ...when,
    kind: 'change',
    isWell: outcome === 'applied' || outcome === undefined,
    name: group.length > 1 ? `${printable(syncName(sync))} on ${group.length} tenants` : name,
    change: `${fieldName(field)} ${showChanges(fields)}`,
    outcome: `${wordFor(outcome)}${error ? ` [${printable(error.code)}]` : ''}`,
    cause: causeWords[record.cause],
  };
}

function wordFor(outcome: ChangeRecord['outcome']): string {
  return outcome === undefined ? 'observed' : outcomeWords[outcome];
}

const outcomeWords = {
  applied: 'applied',
  failed: 'failed',
  notConverged: 'not converged',
  notAttempted: 'not attempted',
  refused: 'refused',
} as const satisfies Record<NonNullable<ChangeRecord['outcome']>, string>;

const causeWords = {
  git: 'changed in git',
  live: 'changed in Wawi',
  unknown: '',
} as const satisfies Record<ChangeRecord['cause'], string>;

/** `by 1a2b3c4 Anna Weber "Night shift" (schedule)`; without a pass it was a person, at the command line. */
function byWords(record: HistoryRecord): string {
  const { revision, commit, pass, reasons } = record;
  const allowed = 'allowed' in record && record.allowed ? 'by safety.allow' : '';
  const approved = record.kind === 'change' && record.approvedAt !== undefined ? ['approved'] : [];
  const why = pass === null ? 'apply' : [...new Set([...reasons, ...approved])].join(', ');
  const short = revision === null ? '' : `by ${shorten(revision)}`;
  const who = commit ? `${crop(printable(commit.author), 24)} "${crop(printable(commit.subject), 40)}"` : '';
  return [short, who, why === '' ? '' : `(${printable(why)})`, allowed]
    .filter((word) => word !== '')
    .join(' ');
}

function shorten(revision: string): string {
  return crop(printable(shortRevision(revision, 7)), 24);
}

/** What a pass came to, or that it saw something, which is no reason of its result. */
function passLead({ result, told: [first] = [] }: PassRecord): string {
  return first?.code.startsWith('unmanaged.') ? 'seen' : `pass: ${printable(result)}`;
}

function passWords(record: PassRecord): string {
  const { told = [] } = record;
  const [first, ...others] = told;
  const more = others.length > 0 ? ` (and ${others.length} more)` : '';
  return `${passLead(record)}${first ? `: ${printable(first.message)} [${printable(first.code)}]${more}` : ''}`;
}

const columns = ['name', 'change', 'outcome', 'by', 'cause'] as const;
type Widths = Record<(typeof columns)[number], number>;

/** What a column keeps where there is not room for all, in the order in which they give way. */
const leasts = [
  ['cause', 0],
  ['change', 40],
  ['name', 32],
  ['by', 10],
  ['change', 28],
  ['name', 24],
  ['by', 0],
  ['outcome', 13],
  ['change', 20],
  ['name', 12],
] as const satisfies readonly (readonly [keyof Widths, number])[];

const gap = 2;
const timeColumns = '12:00:05 '.length;

function widthsFor(rows: readonly HistoryRow[], width: number): Widths {
  const changes = rows.filter((row) => row.kind === 'change');
  const natural = columns.map((column) => [column, widest(changes.map((row) => row[column]))]);
  const widths = Object.fromEntries(natural) as Widths;
  for (const [column, least] of leasts) {
    const tooMuch = totalOf(widths) - width;
    if (tooMuch > 0) widths[column] = Math.max(Math.min(least, widths[column]), widths[column] - tooMuch);
  }
  return widths;
}

function totalOf(widths: Widths): number {
  const shown = columns.filter((column) => widths[column] > 0);
  return timeColumns + shown.reduce((sum, column) => sum + widths[column] + gap, -gap);
}

function lineOf(row: HistoryRow, widths: Widths, { paint, width }: HistoryTextOptions): string {
  const room = Math.max(0, width - timeColumns);
  const time = `${paint.dim(row.time)} `;
  if (row.kind === 'pass') return `${time}${paint.yellow(crop(`${row.change}  ${row.by}`.trimEnd(), room))}`;
  const cells = columns.flatMap((column) =>
    widths[column] > 0 ? [{ column, text: pad(crop(row[column], widths[column]), widths[column]) }] : [],
  );
  const paints = { name: paint.bold, outcome: row.isWell ? paint.green : paint.red, cause: paint.dim };
  let left = room;
  const shown = cells.map(({ column, text }, index) => {
    const cell = crop(`${index > 0 ? blanks(gap) : ''}${text}`, left);
    left -= cellsOf(cell);
    return column in paints ? paints[column as keyof typeof paints](cell) : cell;
  });
  return `${time}${shown.join('')}`.trimEnd();
}

/** `3 applied, 1 failed.` */
function closing(records: readonly HistoryRecord[], total: number): string {
  const words = records.map((record) =>
    record.kind === 'pass' ? passLead(record) : wordFor(record.outcome),
  );
  const tally = [...groupBy(words, (word) => word)].map(([word, all]) => `${all.length} ${word}`).join(', ');
  return total > records.length ? `The last ${records.length} of ${total}: ${tally}.` : `${tally}.`;
}

/** Whether the journal is whole, for people. `place` is the folder as the user wrote it. Ends with a newline. */
export function verificationText(verification: Verification, place: string, paint: Paint): string {
  const { result, files, records, last, break: broken, notes } = verification;
  const told = notes.map((note) => `note: ${note}`);
  if (result === 'missing') return `No journal in ${place}.\n`;
  const size = `${count(records, 'record')} in ${count(files, 'file')}`;
  const end = last ? `The last one is ${last.number}, with the hash ${last.hash}.` : '';
  const verdict = broken
    ? [
        `${below(place, broken.file)}:${broken.line}: ${broken.message}`,
        paint.red(`The journal is broken, after ${count(records, 'record')}.`),
      ]
    : [paint.green(`The journal is whole: ${size}.`), end];
  return `${[...told, ...verdict].filter((line) => line !== '').join('\n')}\n`;
}
