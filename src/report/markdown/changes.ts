import { groupBy } from '../../base/collections.ts';
import { count, listed } from '../../base/text/words.ts';
import { dayTime, type Here } from '../../base/time/shown.ts';
import { type FieldChange, fieldName, showSides } from '../../model/fields/index.ts';
import type { Origin } from '../../model/origin.ts';
import { syncName } from '../../model/syncName.ts';
import type { Outcome } from '../../reconcile/outcome.ts';
import { beforeWords } from '../brought.ts';
import { groupsOf, outcomeOf, type Told } from '../sameness.ts';
import { whysOf } from '../why.ts';
import { causeWords } from '../words/said.ts';
import { code, codeElement } from './escape.ts';
import type { Block, Piece } from './fit.ts';

export type About =
  /** One field of a change, or of each that a row tells of. */
  | { readonly kind: 'value'; readonly changes: readonly Told[] }
  | { readonly kind: 'name' | 'problem' | 'failure' | 'refusal' | 'release' | 'warning' | 'unmanaged' };

/** So many parts stand open; more are folded, or folded each. */
export const openUpTo = 10;

/** What many tenants have in common first, each once; then a table for every other tenant. */
export function changeBlocks(changes: readonly Told[], tenants: number, here: Here): readonly Block<About>[] {
  const groups = groupsOf(changes).filter((group) => group.length > 1);
  groups.sort((a, b) => b.length - a.length);
  const grouped = new Set(groups.flat());
  const others = groupBy(
    changes.filter((change) => !grouped.has(change)),
    (change) => change.tenant,
  );
  const isFolded = (index: number) => index >= openUpTo;
  return [
    ...groups.flatMap((group, index) => groupBlocks(group, tenants, here, isFolded(index))),
    ...[...others.values()].map((own, index) => tenantBlock(own, here, isFolded(groups.length + index))),
  ];
}

/** What differed before this change, folded into one table so that a review need not go through it. */
export function beforeBlocks(changes: readonly Told[], here: Here): readonly Block<About>[] {
  if (changes.length === 0) return [];
  const rows = groupsOf(changes).flatMap((group) =>
    group[0]!.fields.map((_, index) => ({
      cells: [index === 0 ? whose(group) : '', ...valueCells(group, index, here)],
      changes: group,
    })),
  );
  const columns = ['Sync', ...valueColumns(changes[0]!)];
  return [
    { ...tableBlock({ open: '', folded: beforeWords(changes) }, columns, rows, true), most: mostForBefore },
  ];
}

/** What differed before must not crowd out what comes after it. */
const mostForBefore = 20_000;

function whose(group: readonly Told[]): string {
  const first = group[0]!;
  const on = group.length > 1 ? ` on ${count(group.length, 'tenant')}` : ` of ${code(first.tenant)}`;
  return `${code(syncName(first.sync))}${on}${note(first)}`;
}

type Row = { readonly cells: readonly string[]; readonly changes: readonly Told[] };

function tenantBlock(changes: readonly Told[], here: Here, isFolded: boolean): Block<About> {
  const { tenant } = changes[0]!;
  const columns = ['Sync', ...valueColumns(changes[0]!)];
  const rows = changes.flatMap((change) =>
    change.fields.map((_, index) => ({
      cells: [
        index === 0 ? `${code(syncName(change.sync))}${note(change)}` : '',
        ...valueCells([change], index, here),
      ],
      changes: [change],
    })),
  );
  const title = {
    open: code(tenant),
    folded: `${codeElement(tenant)}: ${count(changes.length, 'sync')} (${count(rows.length, 'value')})`,
  };
  return tableBlock(title, columns, rows, isFolded);
}

function groupBlocks(
  group: readonly Told[],
  tenants: number,
  here: Here,
  isFolded: boolean,
): readonly Block<About>[] {
  const first = group[0]!;
  const reach = `on ${group.length} of ${count(tenants, 'tenant')}`;
  const rows = first.fields.map((_, index) => ({ cells: valueCells(group, index, here), changes: group }));
  const title = {
    open: `${code(syncName(first.sync))} ${reach}${note(first)}`,
    folded: `${codeElement(syncName(first.sync))} ${reach}: ${count(rows.length, 'value')}`,
  };
  return [tableBlock(title, valueColumns(first), rows, isFolded), namesBlock(group)];
}

/** What is seen only where somebody opens it. */
export function foldOf(summary: string) {
  return { head: `<details>\n<summary>${summary}</summary>\n\n`, tail: '</details>\n\n' };
}

/** A list of names must not crowd out the changes of others. */
const mostForNames = 6000;

function namesBlock(group: readonly Told[]): Block<About> {
  const isFolded = group.length > openUpTo;
  const fold = foldOf(`${group.length} tenants`);
  const [head, tail] = isFolded ? [fold.head, `\n\n${fold.tail}`] : ['On ', '.\n\n'];
  return {
    head,
    pieces: group.map((change, index) => ({
      text: `${index > 0 ? ', ' : ''}${code(change.tenant)}`,
      about: { kind: 'name' },
    })),
    tail: (missing) => `${missing > 0 ? ` and ${missing} more` : ''}${tail}`,
    most: mostForNames,
  };
}

type Title = { readonly open: string; readonly folded: string };

function tableBlock(
  title: Title,
  columns: readonly string[],
  rows: readonly Row[],
  isFolded: boolean,
): Block<About> {
  const table = `${line(columns)}${line(columns.map(() => '---'))}`;
  const fold = foldOf(title.folded);
  const isOpen = !isFolded && rows.length <= openUpTo;
  const head = isOpen ? `#### ${title.open}\n\n` : fold.head;
  return {
    head: `${head}${table}`,
    pieces: rows.map(
      ({ cells, changes }): Piece<About> => ({
        text: line(cells),
        about: { kind: 'value', changes },
      }),
    ),
    tail: (missing) =>
      `${missing > 0 ? `\n…and ${count(missing, 'more value')}.\n` : ''}\n${isOpen ? '' : fold.tail}`,
  };
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |\n`;
}

function valueColumns({ outcome }: Told): readonly string[] {
  if (outcome === undefined) return ['Field', 'Wawi has', 'Git wants', 'Why', 'Wanted by'];
  return ['Field', 'Wawi had', 'Git wants', 'Outcome', 'Why', 'Wanted by'];
}

/** Of one field of changes that are the same; where and why it is wanted may differ from tenant to tenant. */
function valueCells(changes: readonly Told[], index: number, here: Here): readonly string[] {
  const fields = changes.map((change) => change.fields[index]!);
  const field = fields[0]!;
  const outcome = outcomeOf(changes[0]!, field);
  return [
    code(fieldName(field)),
    ...showSides(field).map((side) => code(side)),
    ...(outcome === undefined ? [] : [outcomeCells[outcome]]),
    reasons(fields, here),
    places(fields.map((one) => one.origin)),
  ];
}

const outcomeCells = {
  applied: '✓ corrected',
  failed: '✗ failed',
  notConverged: '≠ not converged',
  notAttempted: '– not attempted',
  refused: '– refused',
} as const satisfies Record<Outcome, string>;

function note({ mode, blocked }: Told): string {
  if (blocked) return ' (not written: the tenant has problems)';
  return mode === 'observe' ? ' (observed only)' : '';
}

function reasons(fields: readonly FieldChange[], here: Here): string {
  const whys = whysOf(fields);
  const words = whys.map(({ cause, since, count }) => {
    const when = since === undefined ? '' : ` since ${code(dayTime(since, here))}`;
    return `${causeWords[cause]}${when}${whys.length > 1 ? ` (${count})` : ''}`;
  });
  return words.join(', ');
}

/** Three at most, the commonest first. */
function places(origins: readonly Origin[]): string {
  const tally = [...groupBy(origins, ({ file, line }) => `${file}:${line}`)];
  tally.sort(([, a], [, b]) => b.length - a.length);
  return listed(
    tally.map(([place]) => code(place, 240)),
    3,
  );
}
