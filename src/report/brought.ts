import type { Paint } from '../base/paint.ts';
import { printable } from '../base/printable.ts';
import { count, listedWithin } from '../base/text/words.ts';
import type { Change } from '../model/change.ts';
import { syncName } from '../model/syncName.ts';
import { groupsOf } from './sameness.ts';

/** What this change brings; all of it where the plan is compared with nothing. */
export function broughtNow<T extends Change>(changes: readonly T[]): readonly T[] {
  return keepFields(changes, false);
}

/** What differed before this change. */
export function thereBefore<T extends Change>(changes: readonly T[]): readonly T[] {
  return keepFields(changes, true);
}

function keepFields<T extends Change>(changes: readonly T[], isBefore: boolean): readonly T[] {
  return changes.flatMap((change) => {
    const fields = change.fields.filter(({ broughtBy }) => (broughtBy === 'before') === isBefore);
    return fields.length > 0 ? [{ ...change, fields }] : [];
  });
}

/** `Differed before this change: 7 values of 4 syncs on 3 tenants`. */
export function beforeWords(changes: readonly Change[]): string {
  const values = changes.flatMap(({ fields }) => fields).length;
  const tenants = new Set(changes.map(({ tenant }) => tenant)).size;
  return `Differed before this change: ${count(values, 'value')} of ${count(changes.length, 'sync')} on ${count(tenants, 'tenant')}`;
}

/** Folded into two lines: how much it is, and as many of the syncs as there is room for. Empty for nothing. */
export function beforeText(
  changes: readonly Change[],
  { paint, width }: { paint: Paint; width: number },
): string {
  if (changes.length === 0) return '';
  const names = groupsOf(changes).map((group) => {
    const [{ tenant, sync }] = group as readonly [Change];
    return group.length > 1
      ? `${printable(syncName(sync))} on ${group.length} tenants`
      : printable(`${tenant} / ${syncName(sync)}`);
  });
  return `${paint.bold(beforeWords(changes))}\n  ${paint.dim(listedWithin(names, width - 2))}`;
}
