import { groupBy } from '../base/collections.ts';
import { syncKey } from '../model/fields/index.ts';
import type { Failure } from '../problems/problem.ts';
import { verdictsOf } from '../reconcile/notWritten.ts';
import type { PlannedTenant } from '../reconcile/plan.ts';
import type { Report } from '../reconcile/report.ts';
import { failAgain } from './backOff.ts';
import { isContested, restOf } from './contested.ts';
import type { Contested, DaemonState, Effort, Efforts, PassTime, SyncState, TenantState } from './state.ts';

/**
 * What is known of the tenants after a pass that came to `report`. Those it did not ask stay as they were, and so do all
 * where it stopped before it compared (a problem in the files); those that are gone are forgotten.
 */
export function tenantsAfter(
  { tenants: before, enforced, pass }: DaemonState,
  report: Report,
  efforts: Efforts,
  time: PassTime,
): DaemonState['tenants'] {
  const failures = new Map(report.plan.failures.map((failure) => [failure.tenant, failure]));
  const answered = new Map(report.plan.tenants.map((tenant) => [tenant.name, tenant]));
  const troubles = groupBy(report.plan.problems, ({ tenant = '' }) => tenant);
  const remains = remainsAfter(report, efforts, time);
  const all = enforced?.chosen ?? [];
  return new Map(
    all.map(({ name, connection: { version } }) => {
      const known = before.get(name) ?? { name, version, problems: [], syncs: [], unmanaged: [] };
      if (!pass?.looked.has(name)) return [name, known];
      const failure = failures.get(name);
      if (failure) return [name, failed(known, failure, time.now)];
      const planned = answered.get(name);
      return [name, planned ? seen(planned, version, troubles.get(name) ?? [], remains, time.now) : known];
    }),
  );
}

function failed(before: TenantState, failure: Failure, now: number): TenantState {
  const syncs = before.syncs.map((sync) => ({ ...sync, status: 'Unknown' as const }));
  return { ...before, syncs, failing: failAgain(before.failing, failure, now) };
}

function seen(
  { name, standings, unmanaged }: PlannedTenant,
  version: TenantState['version'],
  problems: TenantState['problems'],
  { tenants, drift, contested }: ReturnType<typeof remainsAfter>,
  seenAt: number,
): TenantState {
  const hasRemains = tenants.has(name);
  const syncs = standings.map(
    ({ sync, mode, suspension, wantsStop, unclear, windows, nextEdgeAt }): SyncState => {
      const key = hasRemains ? syncKey({ tenant: name, sync }) : '';
      const left = drift.get(key) ?? noDrift;
      return {
        sync,
        mode,
        ...(suspension && { suspension }),
        ...(wantsStop && { wantsStop }),
        ...(windows && { byClock: { windows, ...(nextEdgeAt !== undefined && { nextEdgeAt }) } }),
        status: left.length > 0 ? 'OutOfSync' : unclear ? 'Unknown' : 'Synced',
        drift: left,
        contested: contested.get(key) ?? notContested,
      };
    },
  );
  return { name, version, problems, syncs, unmanaged, seenAt };
}

const noDrift: SyncState['drift'] = [];
const notContested: SyncState['contested'] = [];

/** What still differs after a pass, and what is contested, by sync, and which tenants have any of it. */
function remainsAfter(report: Report, efforts: Efforts, { period }: PassTime) {
  const contested = [...efforts.values()].filter(isContested);
  const fought = groupBy(contested, ({ about }) => syncKey(about));
  const verdicts = verdictsOf(report);
  return {
    tenants: new Set([
      ...verdicts.map(({ change }) => change.tenant),
      ...contested.map(({ about }) => about.tenant),
    ]),
    drift: new Map(verdicts.map(({ change, left }) => [syncKey(change), left.map(({ field }) => field)])),
    contested: new Map([...fought].map(([key, all]) => [key, all.map((one) => toContested(one, period))])),
  };
}

function toContested(effort: Effort, period: number): Contested {
  const { about, writes } = effort;
  return { field: about.field, writes, nextAt: restOf(effort, period).until };
}
