import { groupBy } from '../../base/collections.ts';
import { suggest } from '../../base/nearest.ts';
import type { Change } from '../../model/change.ts';
import type { Claim } from '../../model/claim.ts';
import { type FieldChange, scalarNames } from '../../model/fields/index.ts';
import type { ObservedTenant } from '../../model/observed.ts';
import { isSyncCalled, syncName } from '../../model/syncName.ts';
import type { Problem } from '../../problems/problem.ts';
import type { DesiredSync } from '../../reconcile/desiredSync.ts';
import { type DiffContext, diff } from '../../reconcile/diff.ts';
import { matchLive } from '../../reconcile/matchLive.ts';
import { isOptionCalled } from '../naming.ts';
import type { Drift } from './disagreement.ts';

/** Names or identifiers of syncs (`Ebay`, `Ebay (Shop)`), and fields (`interval`, or an option's); empty for all. */
export type Narrowing = { readonly syncs: readonly string[]; readonly fields: readonly string[] };

export type Drifted = { readonly drifts: readonly Drift[]; readonly problems: readonly Problem[] };

/** Suspended syncs are looked at too, since whoever accepts drift wants to know of all of it. */
export function findDrift(
  tenants: readonly ObservedTenant[],
  claims: readonly Claim[],
  secret: DiffContext['secret'],
  narrowing: Narrowing,
): Drifted {
  const byTenant = groupBy(claims, (claim) => claim.tenant);
  const bound = tenants.map((tenant) => ({ tenant, ...matchLive(tenant, byTenant.get(tenant.name) ?? []) }));
  const differences = bound.map(({ tenant, desired }) => driftOf(tenant, desired, secret, narrowing));
  return {
    drifts: differences.flatMap((one) => one.drifts),
    problems: [
      ...bound.flatMap((one) => one.problems),
      ...differences.flatMap((one) => one.problems),
      ...missedBy(
        narrowing,
        bound.flatMap((one) => one.desired),
      ),
    ],
  };
}

function driftOf(
  tenant: ObservedTenant,
  desired: readonly DesiredSync[],
  secret: DiffContext['secret'],
  narrowing: Narrowing,
): Drifted {
  const suspended = new Set(desired.flatMap(({ sync, suspension }) => (suspension ? [sync.id] : [])));
  const awake = desired.map(({ suspension: _, ...rest }) => rest);
  const { changes, problems } = diff(tenant, awake, { secret, cause: () => 'unknown' });
  const drifts = changes.flatMap(({ sync, fields }) =>
    fields.map((field) => ({
      tenant: tenant.name,
      sync,
      field,
      isSuspended: suspended.has(sync.id),
      isAsked: isSyncAsked(sync, narrowing) && isFieldAsked(field, narrowing),
    })),
  );
  return { drifts, problems };
}

function isSyncAsked(sync: Change['sync'], { syncs }: Narrowing): boolean {
  return syncs.length === 0 || syncs.some((name) => isSyncCalled(sync, name));
}

type CalledField = Pick<FieldChange, 'field'> & { readonly option?: Parameters<typeof isOptionCalled>[0] };

function isFieldAsked(field: CalledField, { fields }: Narrowing): boolean {
  return fields.length === 0 || fields.some((name) => isFieldCalled(field, name));
}

function isFieldCalled({ field, option }: CalledField, name: string): boolean {
  return option ? isOptionCalled(option, name) : field === name;
}

/** A name that fits nothing is a slip of the pen: to find no drift then would be the wrong answer. */
function missedBy(narrowing: Narrowing, desired: readonly DesiredSync[]): readonly Problem[] {
  const syncs = narrowing.syncs
    .filter((name) => !desired.some(({ sync }) => isSyncCalled(sync, name)))
    .map((name) => {
      const known = [...new Set(desired.map(({ sync }) => syncName(sync)))];
      const message = `--sync: no document describes a sync called \`${name}\``;
      return { code: 'unknown-sync', message, hint: suggest(name, known) } as const;
    });
  const asked = desired.filter(({ sync }) => isSyncAsked(sync, narrowing));
  const fields = narrowing.fields
    .filter((name) => !asked.some((one) => fieldsOf(one).some((field) => isFieldCalled(field, name))))
    .map((name) => {
      const known = asked.flatMap(({ options }) => options.map(({ option }) => option.name));
      const message = `--field: no document gives a value for \`${name}\``;
      const hint = suggest(name, [...new Set([...scalarNames, ...known])]);
      return { code: 'unknown-field', message, hint } as const;
    });
  return syncs.length > 0 ? syncs : fields;
}

function fieldsOf(desired: DesiredSync): readonly CalledField[] {
  const scalars = scalarNames.filter((field) => desired[field] !== undefined);
  const options = desired.options.map(({ option }) => ({ field: 'configs', option }) as const);
  return [...scalars.map((field) => ({ field })), ...options];
}
