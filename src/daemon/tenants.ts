import { groupBy } from '../base/collections.ts';
import { type FieldChange, syncKey } from '../model/fields/index.ts';
import type { Failure } from '../problems/problem.ts';
import { verdictsOf } from '../reconcile/notWritten.ts';
import type { Report } from '../reconcile/report.ts';
import { failAgain } from './backOff.ts';
import { isContested, waitAfter } from './contested.ts';
import type { Effort, Efforts, PassTime } from './effort.ts';
import type { Contested, DaemonState, SyncState, TenantState } from './state.ts';

/**
 * What is known of the tenants after a pass that came to `report`. Those it did not ask stay as they were; those that are
 * gone are forgotten.
 */
export function tenantsAfter(
  { tenants: before, enforced, pass }: DaemonState,
  report: Report,
  efforts: Efforts,
  time: PassTime,
): DaemonState['tenants'] {
  const contested = contestedBySync(efforts, time);
  const failures = new Map(report.plan.failures.map((failure) => [failure.tenant, failure]));
  const all = enforced?.chosen ?? [];
  return new Map(
    all.map(({ name, connection: { version } }) => {
      const known = before.get(name) ?? { name, version, syncs: [], unmanaged: 0 };
      if (!pass?.looked.has(name)) return [name, known];
      const failure = failures.get(name);
      return [
        name,
        failure ? failed(known, failure, time.now) : seen(known, { name, version }, report, contested, time),
      ];
    }),
  );
}

function failed(before: TenantState, failure: Failure, now: number): TenantState {
  const syncs = before.syncs.map((sync) => ({ ...sync, status: 'Unknown' as const }));
  return { ...before, syncs, failing: failAgain(before.failing, failure, now) };
}

/** A pass that stopped before it compared (a problem in the files) has seen nothing. */
function seen(
  before: TenantState,
  tenant: Pick<TenantState, 'name' | 'version'>,
  report: Report,
  contested: ContestedBySync,
  time: PassTime,
): TenantState {
  const planned = report.plan.tenants.find((one) => one.name === tenant.name);
  if (!planned) return before;
  const left = leftOf(report, tenant.name);
  const syncs = planned.standings.map((standing): SyncState => {
    const drift = left.get(standing.sync.id) ?? [];
    const { sync, mode, suspension } = standing;
    return {
      sync,
      mode,
      ...(suspension && { suspension }),
      status: drift.length > 0 ? 'OutOfSync' : 'Synced',
      drift,
      contested: contested.get(syncKey({ tenant: tenant.name, sync })) ?? [],
    };
  });
  return { ...tenant, syncs, unmanaged: planned.unmanaged, seenAt: time.now };
}

/** What still differs on a tenant after the pass, by sync. */
function leftOf(report: Report, tenant: string): ReadonlyMap<string, readonly FieldChange[]> {
  const verdicts = verdictsOf(report).filter(({ change }) => change.tenant === tenant);
  return new Map(verdicts.map(({ change, left }) => [change.sync.id, left.map(({ field }) => field)]));
}

type ContestedBySync = ReadonlyMap<string, readonly Contested[]>;

function contestedBySync(efforts: Efforts, { period }: PassTime): ContestedBySync {
  const contested = groupBy([...efforts.values()].filter(isContested), ({ about }) => syncKey(about));
  return new Map(
    [...contested].map(([key, group]) => [key, group.map((effort) => toContested(effort, period))]),
  );
}

function toContested(effort: Effort, period: number): Contested {
  const { about, writes, at } = effort;
  return { field: about.field, writes, nextAt: at + waitAfter(effort, period) };
}
