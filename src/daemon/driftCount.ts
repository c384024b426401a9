import { groupBy } from '../base/collections.ts';
import { fieldKey } from '../model/fields/index.ts';
import { verdictsOf } from '../reconcile/notWritten.ts';
import type { Report } from '../reconcile/report.ts';
import type { DaemonState } from './state.ts';

/** Values that began to differ, by tenant. */
export type CountDrift = (report: Report, state: DaemonState) => ReadonlyMap<string, number>;

/** Counts each value once for as long as it differs, however many passes see it: what is only observed, or held back, too. */
export function createDriftCount(): CountDrift {
  let left: ReadonlySet<string> = new Set();
  return (report, { tenants }) => {
    const found = report.plan.changes.flatMap(({ tenant, sync, fields }) =>
      fields.filter((field) => !left.has(fieldKey({ tenant, sync, field }))).map(() => tenant),
    );
    left = new Set(
      [...tenants.values()].flatMap(({ name, syncs }) =>
        syncs.flatMap(({ sync, drift }) => drift.map((field) => fieldKey({ tenant: name, sync, field }))),
      ),
    );
    return tally(found);
  };
}

/** Values that were written and took, by tenant. */
export function correctedIn(report: Report): ReadonlyMap<string, number> {
  return tally(verdictsOf(report).flatMap(({ change, written }) => written.map(() => change.tenant)));
}

function tally(tenants: readonly string[]): ReadonlyMap<string, number> {
  return new Map([...groupBy(tenants, (tenant) => tenant)].map(([tenant, all]) => [tenant, all.length]));
}
