import type { Paint } from '../../base/paint.ts';
import { printable } from '../../base/printable.ts';
import { blanks, cellsOf, crop, widest } from '../../base/text/cells.ts';
import type { Here } from '../../base/time/shown.ts';
import type { Field as FieldJson } from '../../generated/plan.ts';
import type { Sync as SyncJson } from '../../generated/status.ts';
import { fieldName, fieldToShow, showChange } from '../../model/fields/index.ts';
import { syncName } from '../../model/syncName.ts';
import { soon } from '../../report/explain/words.ts';
import { ago, ahead, between } from './times.ts';

type StatusRow = readonly [name: string, status: string, health: string, last: string, next: string];

const header: StatusRow = ['sync', 'status', 'health', 'last run', 'next run'];

/** A line for each sync, with what there is to say of it below. No line of the table is wider than `width`. */
export function syncTable(
  syncs: readonly SyncJson[],
  now: string,
  { paint, width, here }: { readonly paint: Paint; readonly width: number; readonly here?: Here | undefined },
): string[] {
  const rows = syncs.map((sync) => rowOf(sync, now));
  const widths = columnWidths([header, ...rows], width);
  return [
    paint.dim(lineOf(header, widths, paint)),
    ...syncs.flatMap((sync, index) => [
      lineOf(rows[index]!, widths, paint),
      ...notesOf(sync, now, paint, here).map((note) => `    ${note}`),
    ]),
  ];
}

function rowOf({ sync, status, health, lastSync, nextSync }: SyncJson, now: string): StatusRow {
  return [
    printable(syncName(sync)),
    status,
    health,
    lastSync === null ? '-' : ago(lastSync, now),
    nextSync === null ? '-' : ahead(nextSync, now),
  ];
}

const shortestName = 12;

/** On a narrow terminal the times go first, then the end of long names. */
function columnWidths(rows: readonly StatusRow[], width: number): readonly number[] {
  const natural = header.map((_, column) => widest(rows.map((row) => row[column]!)));
  let columns = natural.length;
  const others = () => natural.slice(1, columns).reduce((total, one) => total + one + gap, gap);
  while (columns > 3 && others() + Math.min(natural[0]!, shortestName) > width) columns -= 1;
  return [Math.max(1, Math.min(natural[0]!, width - others())), ...natural.slice(1, columns)];
}

/** Blanks before each column. */
const gap = 2;

function lineOf(row: StatusRow, widths: readonly number[], paint: Paint): string {
  const cells = widths.map((width, column) => {
    const text = crop(row[column]!, width);
    const padding = column === widths.length - 1 ? '' : blanks(width - cellsOf(text));
    return `${paintFor(text, paint)(text)}${padding}`;
  });
  return `${blanks(gap)}${cells.join(blanks(gap))}`;
}

function paintFor(cell: string, paint: Paint): (text: string) => string {
  if (cell === 'OutOfSync' || cell === 'Degraded') return paint.red;
  if (cell === 'Synced' || cell === 'Healthy') return paint.green;
  return (text) => text;
}

function notesOf(
  { drift, contested, mode, suspension, windows = [], nextEdgeAt = null }: SyncJson,
  now: string,
  { yellow, cyan }: Paint,
  here: Here | undefined,
): string[] {
  const observed = mode === 'observe' ? cyan(' [observed only]') : '';
  return [
    ...drift.map((field) => `${yellow('~')} ${showField(field)}${observed}`),
    ...contested.map(
      ({ field, writes, nextAt }) =>
        `${yellow('contested')}: ${fieldName(fieldToShow(field, field))} was written ${writes} times; left alone for another ${between(now, nextAt)}`,
    ),
    ...(suspension ? [suspensionNote(suspension, now)] : []),
    ...windows.map((window) => windowNote(window, now, here)),
    ...(nextEdgeAt === null || windows.some(({ until }) => until === nextEdgeAt)
      ? []
      : [`next change by the clock ${ahead(nextEdgeAt, now)}`]),
  ];
}

/** `window until 06:00: interval, Items per run`; `here` is where the daemon reads the clock, if it is known. */
export function windowNote({ start, until, fields }: WindowJson, now: string, here?: Here): string {
  const end = here
    ? `until ${soon(Date.parse(until ?? now), here)}`
    : `for another ${between(now, until ?? now)}`;
  return `window ${until === null ? `"${printable(start)}"` : end}: ${fields.map(printable).join(', ')}`;
}

type WindowJson = NonNullable<SyncJson['windows']>[number];

function suspensionNote({ reason, until }: NonNullable<SyncJson['suspension']>, now: string): string {
  const end = until === null ? '' : `, for another ${between(now, until)}`;
  return `suspended by its document: ${printable(reason)}${end}`;
}

function showField(field: FieldJson): string {
  const change = fieldToShow(field, field);
  return `${fieldName(change)} ${showChange(change)}`;
}
