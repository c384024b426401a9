import { groupBy } from '../base/collections.ts';
import type { Released } from '../model/change.ts';
import { syncName } from '../model/syncName.ts';
import type { Plan } from '../reconcile/plan.ts';

/** What no document wants any more, the same of many tenants once. */
export type ReleasedGroup = {
  readonly sync: string;
  readonly tenants: readonly string[];
  readonly fields: readonly string[];
};

export function releasedGroups({ released = [] }: Plan): readonly ReleasedGroup[] {
  const groups = groupBy(released, (one) => JSON.stringify([syncName(one.sync), namesOf(one)]));
  return [...groups.values()].map((group) => ({
    sync: syncName(group[0]!.sync),
    tenants: group.map(({ tenant }) => tenant),
    fields: namesOf(group[0]!),
  }));
}

function namesOf({ fields }: Released): readonly string[] {
  return fields.map(({ field, option }) => option?.name ?? field);
}

/** `Ebay (Shop) of acme: interval`; `name` makes names fit to be shown. */
export function releasedLine(
  { sync, tenants, fields }: ReleasedGroup,
  name: (text: string) => string,
): string {
  const whose = tenants.length > 1 ? `on ${tenants.length} tenants` : `of ${name(tenants[0]!)}`;
  return `${name(sync)} ${whose}: ${fields.map((field) => name(field)).join(', ')}`;
}

export const releasedTitle = 'No longer managed, so left as it is';
