import { getOrAdd } from '../../base/collections.ts';
import { canonicalId } from '../../base/uuid.ts';
import { syncKey } from '../../model/fields/index.ts';
import type { WorkerStatus } from '../../model/health.ts';
import { readLonger } from '../../settings/longer.ts';
import type { DaemonState, SyncState, TenantState } from '../state.ts';
import type { EndedHalt, Event, Halted, News, Told, ToldHalt } from './event.ts';

/** Syncs that begin to be warned of, since they have been stopped or failing for too long, and those that are no longer. */
export function haltNews(told: Told['halted'], state: DaemonState): News<'halted'> {
  const longest = longestHalt(state);
  if (state.tenants.size === 0) return { events: [], told };
  if (longest === undefined) return { events: [], told: haltsAfter(told, state).map(untold) };
  const tenants = state.tenants.size;
  const halts = haltsAfter(told, state);
  const known = new Map(halts.map((one) => [syncKey(one), one]));
  const begun = halts.filter((one) => !one.isTold && isTooLong(one, longest));
  const ended = told.flatMap((one) => {
    const now = one.isTold && endOf(one, known.get(syncKey(one)), state.tenants.get(one.tenant));
    return now ? [{ ...one, now }] : [];
  });
  const events: Event[] = [];
  if (begun.length > 0) {
    const syncs = begun.map((one) => ({ ...one, now: one.state }));
    events.push({ type: 'sync.halted', syncs, tenants, longest });
  }
  if (ended.length > 0) events.push({ type: 'sync.recovered', syncs: ended, tenants, longest });
  return {
    events,
    told: halts.map((one) => (isTooLong(one, longest) ? { ...one, isTold: true } : untold(one))),
  };
}

/** For how many milliseconds a sync may be stopped or failing; undefined for ever. */
export function longestHalt({ settings }: Pick<DaemonState, 'settings'>): number | undefined {
  const read = settings && readLonger(settings.health.stoppedFor);
  return read?.ok ? read.value : undefined;
}

/** What the worker said at last counts: of what it does since then nobody knows. */
function isTooLong({ since, seenAt, isMeant }: ToldHalt, longest: number): boolean {
  return !isMeant && seenAt - since > longest;
}

function untold({ isTold: _, ...halt }: ToldHalt): ToldHalt {
  return halt;
}

/** A tenant that is not looked after any more is no news. */
function endOf(
  { sync }: Halted,
  halt: ToldHalt | undefined,
  tenant: TenantState | undefined,
): EndedHalt | undefined {
  if (!tenant) return undefined;
  if (halt) return halt.isMeant ? 'as documents want it' : undefined;
  const isThere = syncsOf(tenant).some((one) => one.sync.id === sync.id);
  return isThere ? 'runs again' : 'gone from Wawi';
}

/** The syncs that are warned of. */
export function haltedFor({
  told,
  ...state
}: Pick<DaemonState, 'told' | 'settings' | 'tenants' | 'readings'>): readonly Halted[] {
  const longest = longestHalt(state);
  return longest === undefined ? [] : haltsAfter(told.halted, state).filter((one) => isTooLong(one, longest));
}

type Seen = Pick<DaemonState, 'tenants' | 'readings'>;

/** What is known of syncs that are stopped or failing, with what the workers told since. */
function haltsAfter(before: Told['halted'], { tenants, readings }: Seen): readonly ToldHalt[] {
  if (before.length === 0 && readings.size === 0) return [];
  const known = new Map<string, ToldHalt[]>();
  for (const one of before) getOrAdd(known, one.tenant, () => []).push(one);
  return [...tenants.values()].flatMap((tenant) => {
    const ofTenant = known.get(tenant.name) ?? [];
    const reading = readings.get(tenant.name);
    if (ofTenant.length === 0 && !reading?.statuses.some(isHalt)) return [];
    const told = new Map(reading?.statuses.map((status) => [status.id, status]));
    const halts = new Map(ofTenant.map((one) => [canonicalId(one.sync.id), one]));
    // Of a tenant that this daemon has not seen yet nothing else is known.
    if (tenant.seenAt === undefined) return ofTenant;
    return syncsOf(tenant).flatMap((one) => {
      const id = canonicalId(one.sync.id);
      const [status, halt] = [told.get(id), halts.get(id)];
      if (!reading || !status) return halt ? asMeant(halt, one) : [];
      return afterStatus(halt, status, { ...one, tenant: tenant.name }, reading.at) ?? [];
    });
  });
}

type SeenSync = Pick<SyncState, 'sync' | 'suspension' | 'wantsStop'>;

function syncsOf({ syncs, unmanaged }: TenantState): readonly SeenSync[] {
  return [...syncs, ...unmanaged.map((sync) => ({ sync }))];
}

function asMeant({ isMeant: _, ...halt }: ToldHalt, { suspension, wantsStop }: SeenSync): ToldHalt {
  return suspension || wantsStop ? { ...halt, isMeant: true } : halt;
}

/** Where it was stopped or failing before, it has been ever since; else for as long as it has not run. */
function afterStatus(
  before: ToldHalt | undefined,
  status: WorkerStatus,
  one: SeenSync & { readonly tenant: string },
  at: number,
): ToldHalt | undefined {
  const { tenant, sync, suspension, wantsStop } = one;
  const state = stateIn(status, before);
  if (state === 'unclear') return before && asMeant(before, one);
  if (state === 'well') return undefined;
  const isMeant = suspension !== undefined || wantsStop === true;
  const began = before?.since ?? Math.min(at, status.lastSync ?? at);
  return {
    ...{ tenant, sync, state, since: isMeant ? at : began, seenAt: at },
    ...(isMeant && { isMeant }),
    ...(before?.isTold && { isTold: true }),
  };
}

/** Whether it is the beginning of something: most tenants are well, and thousands of syncs need no closer look then. */
function isHalt(status: WorkerStatus): boolean {
  const state = stateIn(status, undefined);
  return state === 'stopped' || state === 'failing';
}

/** A run that is under way does not tell that the next one will be well, only that nobody has stopped it. */
function stateIn(
  { active, health, isUnderWay }: WorkerStatus,
  before: ToldHalt | undefined,
): Halted['state'] | 'well' | 'unclear' {
  if (active === undefined) return 'unclear';
  if (!active) return 'stopped';
  if (health === 'Degraded') return 'failing';
  return isUnderWay && before?.state === 'failing' ? 'unclear' : 'well';
}
