import { alike } from '../base/collections.ts';
import type { Change } from '../model/change.ts';
import { contentOf, type FieldChange, wantedOf } from '../model/fields/index.ts';
import { syncName } from '../model/syncName.ts';
import type { AppliedChange, Outcome } from '../reconcile/outcome.ts';

/** A change, and what became of it where it was to be applied. */
export type Told = Change & Partial<Pick<AppliedChange, 'outcome' | 'residual'>>;

/** What became of one field: of a change that did not take as a whole, some may have. */
export function outcomeOf(
  { outcome, residual }: Pick<Partial<Told>, 'outcome' | 'residual'>,
  field: FieldChange,
): Outcome | undefined {
  return residual && !residual.includes(field) ? 'applied' : outcome;
}

/** Fields of one sync that change, or changed. */
type Fields = Pick<Told, 'tenant' | 'sync' | 'fields'> & Partial<Told>;

/**
 * Changes that are the same on several tenants: from the same and to the same, or else at least to the same. A tenant has
 * one in each group: syncs that share a name are told apart.
 */
export function groupsOf<T extends Fields>(changes: readonly T[], isFull = false): readonly (readonly T[])[] {
  return alike(changes, { whom: ({ tenant }) => tenant, keys: [keyBy(contentOf), keyBy(wantedOf)] }, isFull);
}

/**
 * Changes with one key are the same but for the tenant, the place that wants them and why. Each tenant's ERP spells
 * values in its own way, so it is meaning that counts. Secrets count as equal: nobody sees them differ.
 */
function keyBy(meaning: (field: FieldChange) => unknown) {
  return (told: Fields): string => {
    const { sync, mode, blocked, fields, outcome } = told;
    const became = fields.map((field) => [meaning(field), outcomeOf(told, field)]);
    return JSON.stringify([syncName(sync), mode ?? null, blocked, outcome ?? null, became]);
  };
}
