import { groupBy } from '../base/collections.ts';
import type { Change } from '../model/change.ts';
import { contentOf } from '../model/fields/index.ts';
import { syncName } from '../model/syncName.ts';
import type { AppliedChange } from '../reconcile/outcome.ts';

/** A change, and what became of it where it was to be applied. */
export type Told = Change & Partial<Pick<AppliedChange, 'outcome'>>;

/** So many tenants with one and the same change are shown once. */
export const groupedFrom = 3;

/** Changes that are the same on several tenants. A tenant has one in each group: syncs that share a name are told apart. */
export function groupsOf<T extends Told>(changes: readonly T[]): readonly (readonly T[])[] {
  const met = new Map<string, number>();
  const keyOf = (change: T) => {
    const key = sameness(change);
    const onTenant = JSON.stringify([change.tenant, key]);
    const times = (met.get(onTenant) ?? 0) + 1;
    met.set(onTenant, times);
    return `${times} ${key}`;
  };
  return [...groupBy(changes, keyOf).values()];
}

/**
 * Changes with one key are the same but for the tenant, the place that wants them and why. Each tenant's ERP spells
 * values in its own way, so it is meaning that counts. Secrets count as equal: nobody sees them differ.
 */
function sameness({ sync, mode, fields, outcome }: Told): string {
  return JSON.stringify([syncName(sync), mode, outcome ?? null, fields.map(contentOf)]);
}
