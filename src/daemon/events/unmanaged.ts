import { canonicalId } from '../../base/uuid.ts';
import type { PlannedTenant } from '../../reconcile/plan.ts';
import type { Report } from '../../reconcile/report.ts';
import type { TenantSync } from '../../report/unmanaged.ts';
import type { DaemonState } from '../state.ts';
import type { Event, News, Told, ToldSyncs, UnmanagedEvent } from './event.ts';

/**
 * Syncs that somebody adds to a Wawi and no document names, and such that are gone from it. Of a tenant that is seen for
 * the first time nothing is news, one that does not answer keeps what was seen last, and what documents begin or cease
 * to name has neither come nor gone.
 */
export function unmanagedNews(
  told: Told['syncs'],
  { tenants }: DaemonState,
  { plan }: Report,
): News<'syncs'> {
  const answered = new Map(plan.tenants.map((tenant) => [tenant.name, tenant]));
  const known = new Map(told.map((one) => [one.tenant, one]));
  const [appeared, gone]: [TenantSync[], TenantSync[]] = [[], []];
  for (const tenant of answered.values()) {
    const before = known.get(tenant.name);
    const after = syncsOf(tenant);
    known.set(tenant.name, after);
    if (!before) continue;
    const [had, has] = [idsOf(before), idsOf(after)];
    if (!isSameWawi(had, has)) continue;
    appeared.push(...missingFrom(had, after));
    gone.push(...missingFrom(has, before));
  }
  const event = (type: UnmanagedEvent['type'], syncs: readonly TenantSync[]): Event[] =>
    syncs.length > 0 ? [{ type, syncs, tenants: tenants.size }] : [];
  const events = [...event('unmanaged.appeared', appeared), ...event('unmanaged.gone', gone)];
  const isKnown = ({ tenant }: ToldSyncs) => answered.has(tenant) || tenants.has(tenant);
  return { events, told: [...known.values()].filter(isKnown) };
}

function syncsOf({ name, standings, unmanaged, unsure = [] }: PlannedTenant): ToldSyncs {
  const managed = [...standings.map(({ sync }) => sync), ...unsure].map(({ id }) => canonicalId(id));
  return { tenant: name, managed, unmanaged };
}

/** Of a tenant that has none of the syncs it had, the address was edited, or all was set up anew. */
function isSameWawi(had: ReadonlySet<string>, has: ReadonlySet<string>): boolean {
  return had.size === 0 || has.size === 0 || [...has].some((id) => had.has(id));
}

function idsOf({ managed, unmanaged }: ToldSyncs): ReadonlySet<string> {
  return new Set([...managed, ...unmanaged.map(({ id }) => canonicalId(id))]);
}

/** The unmanaged that are not among these at all. */
function missingFrom(ids: ReadonlySet<string>, { tenant, unmanaged }: ToldSyncs): readonly TenantSync[] {
  return unmanaged.filter(({ id }) => !ids.has(canonicalId(id))).map((sync) => ({ tenant, sync }));
}
