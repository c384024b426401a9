import { sha256 } from '../../base/hash.ts';
import { showChange } from '../../model/fields/index.ts';
import type { Report } from '../../reconcile/report.ts';
import type { DaemonState } from '../state.ts';
import type { News } from './event.ts';

/** A report that says something else than the last one: of what could not be corrected, and what was only looked at. */
export function reportNews(told: string, state: DaemonState, report: Report): News<'report'> {
  const digest = sha256(gistOf(report, state));
  return { events: digest === told ? [] : [{ type: 'report.changed' }], told: digest };
}

function gistOf(report: Report, { tenants }: DaemonState): string {
  const { plan } = report;
  const failing = [...tenants.values()].flatMap(({ name, failing }) =>
    failing ? [name, failing.failure.code] : [],
  );
  const left =
    report.kind === 'applied' ? report.changes.filter(({ outcome }) => outcome !== 'applied') : plan.changes;
  const observed = plan.changes.filter((change) => change.mode === 'observe');
  const gists = [...left, ...observed].map(({ tenant, sync, fields }) =>
    JSON.stringify([tenant, sync.id, fields.map(showChange)]),
  );
  const problems = plan.problems.map((problem) => [problem.message, problem.origin]);
  const refusals = report.kind === 'refused' ? report.refusals : [];
  return JSON.stringify([[...new Set(gists)].sort(), problems, refusals, failing]);
}
