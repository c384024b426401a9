import type { Paint } from '../base/paint.ts';
import { printable } from '../base/printable.ts';
import { blanks, cellsOf, pad, widest } from '../base/text/cells.ts';
import { listed, listedWithin } from '../base/text/words.ts';
import { type Here, shownTime } from '../base/time/shown.ts';
import { type FieldChange, fieldName, showChange, showChanges } from '../model/fields/index.ts';
import type { Origin } from '../model/origin.ts';
import { syncName } from '../model/syncName.ts';
import type { ProblemOptions } from '../problems/text.ts';
import type { Outcome } from '../reconcile/outcome.ts';
import { windowWords } from './explain/words.ts';
import { groupsOf, outcomeOf, type Told } from './sameness.ts';
import { whyWords } from './why.ts';

/** How whoever reads changes sees them. */
type ChangesLook = Pick<ProblemOptions, 'paint' | 'width' | 'isFull'> & { readonly here: Here };

/** Changes for people, what many tenants have in common once, and what did not take last. Of so many `tenants`. */
export function changesText(changes: readonly Told[], tenants: number, look: ChangesLook): string {
  const groups = [...groupsOf(changes, look.isFull)];
  const isUndone = ([first]: readonly Told[]) => Number((first!.outcome ?? 'applied') !== 'applied');
  groups.sort((a, b) => isUndone(a) - isUndone(b));
  return groups
    .map((group) => (group.length > 1 ? groupBlock(group, tenants, look) : changeBlock(group[0]!, look)))
    .join('\n');
}

const marks = {
  applied: '✓',
  failed: '✗',
  notConverged: '≠',
  notAttempted: '-',
  refused: '-',
} as const satisfies Record<Outcome, string>;

/** Before a field, or a group. */
function markOf(outcome: Outcome | undefined, paint: Paint): string | undefined {
  if (outcome === undefined) return undefined;
  return (outcome === 'applied' ? paint.green : paint.red)(marks[outcome]);
}

function groupBlock(group: readonly Told[], tenants: number, { paint, width, here }: ChangesLook): string {
  const first = group[0]!;
  const common = windowNote(
    group.flatMap(({ fields }) => fields),
    here,
  );
  const isMixed = new Set(first.fields.map((field) => outcomeOf(first, field))).size > 1;
  const what = first.fields.map((field, index) => {
    const same = group.map((change) => change.fields[index]!);
    const why = whyWords(same, (at) => shownTime(at, here));
    const window = common === '' ? windowNote(same, here) : '';
    const mark = isMixed ? `${markOf(outcomeOf(first, field), paint)} ` : '';
    return `${mark}${fieldName(field)} ${showChanges(same)}${why && ` (${why})`}${window && ` (${window})`}`;
  });
  const head = `${printable(syncName(first.sync))} on ${group.length} of ${tenants} tenants${note(first)}: ${what.join(', ')}${common && `; ${common}`}`;
  const mark = markOf(first.outcome, paint);
  return `${mark ? `${mark} ` : ''}${paint.bold(head)}\n  ${paint.dim(namesLine(group, width - 2))}`;
}

/** As many names as fit on a line, and how many more there are. */
function namesLine(group: readonly Told[], width: number): string {
  const places = listed([...new Set(group.flatMap(placesOf))], 1, 'place');
  const names = group.map((change) => printable(change.tenant));
  return `${listedWithin(names, width - cellsOf(places) - 3)}   ${places}`;
}

/** Where a change is wanted: its document, unless all of it is asked for elsewhere. */
function placesOf({ origin, fields }: Told): readonly string[] {
  const others = fields.filter((field) => field.origin.file !== origin.file);
  return others.length < fields.length ? [lineOf(origin)] : others.map((field) => lineOf(field.origin));
}

function lineOf({ file, line }: Origin): string {
  return `${printable(file)}:${line}`;
}

function note({ mode, blocked }: Told): string {
  if (blocked) return ' [not written: problems]';
  return mode === 'observe' ? ' [observed only]' : '';
}

/** Where the place in the file starts, as in the contract's example. */
const originColumn = 53;

function changeBlock(change: Told, { paint, width, here }: ChangesLook): string {
  const name = `${printable(change.tenant)} / ${printable(syncName(change.sync))}`;
  const place = lineOf(change.origin);
  const column = Math.min(originColumn, width - cellsOf(place));
  const gap = blanks(Math.max(2, column - cellsOf(name) - cellsOf(note(change))));
  const broad = widest(change.fields.map(fieldName));
  return [
    `${paint.bold(name)}${paint.cyan(note(change))}${gap}${paint.dim(place)}`,
    ...change.fields.map(
      (field) =>
        `  ${markOf(outcomeOf(change, field), paint) ?? paint.yellow('~')} ${fieldLine(field, broad, { paint, here })}${elsewhere(field, change, paint)}`,
    ),
  ].join('\n');
}

function fieldLine(field: FieldChange, broad: number, { paint, here }: Pick<ChangesLook, 'paint' | 'here'>) {
  const why = whyWords([field], (at) => shownTime(at, here));
  const window = windowNote([field], here);
  return `${pad(fieldName(field), broad + 3)}${showChange(field)}${paint.dim(`${why && `   (${why})`}${window && `   ${window}`}`)}`;
}

/** The window that wants what several fields change to, where it is one and the same. */
export function windowNote(fields: readonly FieldChange[], here: Here): string {
  const [first, ...others] = new Set(fields.map(({ window }) => window && windowWords(window, here)));
  return first === undefined || others.length > 0 ? '' : first;
}

/** The place that wants a field, where it is in another file than the one that the change is shown with. */
function elsewhere({ origin }: FieldChange, change: Told, paint: Paint): string {
  return origin.file === change.origin.file ? '' : paint.dim(`   ${lineOf(origin)}`);
}
