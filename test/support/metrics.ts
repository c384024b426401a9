import { createMetrics, type Metrics } from '../../src/daemon/metrics/metrics.ts';
import type { DaemonState } from '../../src/daemon/state.ts';
import type { Change } from '../../src/model/change.ts';
import type { FieldChange } from '../../src/model/fields/index.ts';
import type { Failure } from '../../src/problems/problem.ts';
import type { AppliedChange } from '../../src/reconcile/outcome.ts';
import { type Difference, makePlan } from '../../src/reconcile/plan.ts';
import type { Report } from '../../src/reconcile/report.ts';
import { at } from './build.ts';
import { aState, aStream, aSyncState, aTenantState, tenantsOf } from './daemonState.ts';

/** Metrics that are told of passes one after another. */
export function someMetrics() {
  const metrics = createMetrics('1.2.3');
  const stream = aStream();
  return {
    ...metrics,
    onPass: (report: Report, state: DaemonState) => metrics.onPass(stream(report, state)),
  };
}

/** The series of one name, without their help: `{tenant="acme"}` → value. */
export async function series(
  metrics: Pick<Metrics, 'render'>,
  name: string,
): Promise<Readonly<Record<string, number>>> {
  const lines = (await metrics.render()).split('\n');
  const found = lines.flatMap((line) => {
    const match = /^(\w+)(\{.*\})? (\S+)$/.exec(line);
    return match?.[1] === name ? [[match[2] ?? '', Number(match[3])] as const] : [];
  });
  return Object.fromEntries(found);
}

export const sync = { id: 'id-of-Ebay', name: 'Ebay', salesChannel: 'Shop' };

export function aChange(fields: readonly FieldChange[], changes: Partial<Change> = {}): Change {
  return { tenant: 'acme', sync, mode: 'enforce', origin: at(), fields, ...changes };
}

export function planOf(changes: readonly Change[], failures: readonly Failure[] = []) {
  const counts = { managed: 1, inSync: 0, suspended: 0, unmanaged: [], unmanagedOptions: 0 };
  const differences: Difference[] = [
    { tenant: 'acme', ...counts, standings: [], changes: [...changes], problems: [] },
  ];
  const rest = { problems: [], warnings: [], revision: null, treeHash: '', sha256: () => '' };
  return makePlan({ differences, failures, ...rest });
}

export const inSync: Report = { kind: 'inSync', plan: planOf([]) };

export function applied(...changes: readonly AppliedChange[]): Report {
  return { kind: 'applied', plan: planOf(changes), changes };
}

/** A state after which this still differs on the one sync. */
export function leaving(drift: readonly FieldChange[]): DaemonState {
  const syncs = [aSyncState({ drift, status: drift.length > 0 ? 'OutOfSync' : 'Synced' })];
  return aState({ tenants: tenantsOf(aTenantState({ syncs })) });
}
