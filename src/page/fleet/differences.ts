import type { DaemonState } from '../../daemon/state.ts';
import { holdsIn } from '../../daemon/status/holds.ts';
import { sickGroups } from '../../daemon/status/tenants.ts';
import type { StatusJson } from '../../generated/status.ts';
import { nameOf, syncKey } from '../../model/fields/index.ts';
import type { Differing, HeldValue } from './changes.tsx';

type DifferingGroups = readonly (readonly Differing[])[];

/** Of what tenants were found to be: it stays the same until the next pass, however many ask. */
const known = new WeakMap<DaemonState['tenants'], DifferingGroups>();

/** What differs now, but for what the refused plan tells; what is the same on many tenants together. */
export function differences(status: StatusJson, state: DaemonState): DifferingGroups {
  const before = known.get(state.tenants);
  if (before) return before;
  const refused = new Set(state.refused?.plan.changes.map(syncKey));
  const holds = holdsIn(state);
  const groups = sickGroups(status.tenants)
    .map((group) =>
      group
        .map(({ tenant, sync, fields }) => ({ tenant, sync: sync.sync, mode: sync.mode, fields }))
        .filter((one) => one.fields.length > 0 && !refused.has(syncKey(one)))
        .map((one) => ({
          ...one,
          held: one.fields.flatMap((field): readonly HeldValue[] => {
            const hold = holds.ofField({ tenant: one.tenant, sync: one.sync, field });
            if (hold?.until === undefined || (hold.rule !== 'contested' && hold.rule !== 'failing'))
              return [];
            return [{ name: nameOf(field), why: hold.rule, until: hold.until }];
          }),
        })),
    )
    .filter((group) => group.length > 0);
  known.set(state.tenants, groups);
  return groups;
}
