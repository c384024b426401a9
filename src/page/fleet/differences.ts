import { createOnce } from '../../base/collections.ts';
import type { DaemonState } from '../../daemon/state.ts';
import { holdsIn } from '../../daemon/status/holds.ts';
import { sickGroups } from '../../daemon/status/tenants.ts';
import type { StatusJson } from '../../generated/status.ts';
import { nameOf, syncKey } from '../../model/fields/index.ts';
import type { Differing, HeldValue } from './changes.tsx';

type DifferingGroups = readonly (readonly Differing[])[];

const once = createOnce<DifferingGroups>();

/**
 * What differs now, but for what the refused plan tells; what is the same on many tenants together. Values that were left
 * alone for a while are among what is held, also when that while is over: it is up to whoever shows them.
 */
export function differences({ tenants }: StatusJson, state: DaemonState): DifferingGroups {
  const { refused, efforts, period } = state;
  return once(tenants, [refused, efforts, period], () => groupsIn(tenants, state));
}

function groupsIn(tenants: StatusJson['tenants'], state: DaemonState): DifferingGroups {
  const refused = new Set(state.refused?.plan.changes.map(syncKey));
  const holds = holdsIn({ ...state, now: Number.NEGATIVE_INFINITY });
  return sickGroups(tenants)
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
}
