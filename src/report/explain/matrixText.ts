import { groupBy } from '../../base/collections.ts';
import { printable } from '../../base/printable.ts';
import { blanks, cellsOf, pad, widest } from '../../base/text/cells.ts';
import { count, listed, listedWithin } from '../../base/text/words.ts';
import { calledName } from '../../model/syncName.ts';
import { commonMessage, withoutTenant } from '../../problems/sameMessage.ts';
import type { ToldSync } from './answer.ts';
import { type MatrixCell, type MatrixRow, matrixOf } from './matrix.ts';
import { type ExplainLook, fitted, heldWords, showLine } from './text.ts';

export type MatrixLook = ExplainLook & {
  /** Every tenant is named. */
  readonly isFull: boolean;
};

/** One sync on several tenants, for people: each field with its values, and what differs first. */
export function matrixText(syncs: readonly ToldSync[], look: MatrixLook): string {
  const { paint } = look;
  const answered = syncs.filter(({ isAnswered }) => isAnswered);
  const named = answered.length > 0 ? answered : syncs;
  const names = new Set(named.map(({ sync }) => printable(calledName(sync))));
  const unmanaged = syncs.filter(({ isManaged }) => !isManaged).map(({ tenant }) => tenant);
  return [
    `${paint.bold([...names].join(', '))} on ${count(syncs.length, 'tenant')}${look.isOffline ? '; Wawi was not asked' : ''}`,
    ...(unmanaged.length > 0 ? [noted('unmanaged', unmanaged, syncs.length, look, paint.yellow)] : []),
    ...holdLines(syncs, look),
    ...matrixOf(syncs).flatMap((row) => rowLines(row, syncs.length, look)),
  ].join('\n');
}

function holdLines(syncs: readonly ToldSync[], look: MatrixLook): string[] {
  const all = syncs.flatMap(({ tenant, holds }) =>
    holds.map((held) => ({ tenant, code: held.rule, message: heldWords(held, look) })),
  );
  return [...groupBy(all, (one) => JSON.stringify(withoutTenant(one))).values()].map((group) =>
    noted(
      commonMessage(group.map(({ message }) => message)),
      group.map(({ tenant }) => tenant),
      syncs.length,
      look,
      look.paint.cyan,
    ),
  );
}

/** `  unmanaged, on 2 tenants: acme, globex`. */
function noted(
  what: string,
  tenants: readonly string[],
  total: number,
  look: MatrixLook,
  paint: (text: string) => string,
): string {
  const isAll = tenants.length === total && !look.isFull;
  const start = `  ${what}, on ${isAll ? 'all ' : ''}${count(tenants.length, 'tenant')}`;
  const line = isAll ? start : tenantsLine(`${start}: `, tenants, { ...look, width: look.width * 2 });
  return fitted(line, look.width, paint);
}

function rowLines({ name, cells }: MatrixRow, total: number, look: MatrixLook): string[] {
  const shown = (cell: MatrixCell) => valueOfCell(cell, look.isOffline);
  const values = widest(cells.map(shown));
  const places = widest(cells.map(placeOf));
  return [
    `  ${look.paint.bold(printable(name))}`,
    ...cells.map((cell) => {
      const gap = places > 0 ? blanks(places - cellsOf(placeOf(cell)) + 3) : '';
      const head = `${pad(shown(cell), values)}   ${look.paint.dim(placeOf(cell))}`;
      const start = `    ${markOf(cell, look)} ${head}`;
      const used = 6 + values + 3 + places + cellsOf(gap);
      const line = cellTenants(cell, total, used, look);
      if (line !== undefined) return `${start}${gap}${line}`;
      return `${start.trimEnd()}\n${tenantsLine(`${blanks(8)}${onTenants(cell)}: `, cell.tenants, look)}`;
    }),
  ];
}

/** Undefined where there is no room behind what stands there already. */
function cellTenants(cell: MatrixCell, total: number, used: number, look: MatrixLook): string | undefined {
  const { tenants } = cell;
  const all = `on all ${count(total, 'tenant')}`;
  if (tenants.length === total && !look.isFull) return used + cellsOf(all) <= look.width ? all : undefined;
  const least = `${onTenants(cell)}: ${look.isFull ? tenants.join(', ') : listed(tenants.map(printable), 2)}`;
  if (used + cellsOf(least) > look.width) return undefined;
  return tenantsLine(`${onTenants(cell)}: `, tenants, { ...look, width: look.width - used });
}

function onTenants({ tenants }: MatrixCell): string {
  return `on ${count(tenants.length, 'tenant')}`;
}

function placeOf({ origin }: MatrixCell): string {
  return origin ? showLine(origin) : '';
}

function valueOfCell({ wanted, live, status }: MatrixCell, isOffline: boolean): string {
  switch (status) {
    case 'Synced':
      return wanted!.text;
    case 'OutOfSync':
      return `${wanted!.text}, Wawi has ${live?.text === wanted!.text ? 'another' : (live?.text ?? 'none')}`;
    case 'Unknown':
      return `${wanted?.text ?? 'at odds'}${live ? `, Wawi has ${live.text}` : isOffline ? '' : ', Wawi unknown'}`;
    case 'Unmanaged':
      return `${live?.text ?? 'unknown'}, unmanaged`;
  }
}

function markOf({ status }: MatrixCell, { paint, isOffline }: MatrixLook): string {
  switch (status) {
    case 'Synced':
      return paint.green('✓');
    case 'OutOfSync':
      return paint.red('✗');
    case 'Unknown':
      return isOffline ? ' ' : paint.yellow('?');
    case 'Unmanaged':
      return ' ';
  }
}

/** As many names as a line holds, and how many more there are; all of them, on as many lines as it takes, if that was asked for. */
function tenantsLine(start: string, tenants: readonly string[], { isFull, width }: MatrixLook): string {
  const names = tenants.map(printable);
  if (isFull) return fitted(`${start}${names.join(', ')}`, width, (text) => text);
  return `${start}${listedWithin(names, Math.min(width, longestLine) - cellsOf(start))}`;
}

/** Where nobody looks at columns, a line is no list of a thousand. */
const longestLine = 200;
