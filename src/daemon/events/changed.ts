import { sha256 } from '../../base/hash.ts';
import { showChange } from '../../model/fields/index.ts';
import { isToWrite } from '../../reconcile/plan.ts';
import type { Report } from '../../reconcile/report.ts';
import { type DaemonState, tenantProblems } from '../state.ts';
import type { News, Trouble } from './event.ts';

/** What keeps passes from doing all that they should, where it is something else than it was. */
export function troubleNews(told: string, state: DaemonState): News<'troubles'> {
  const { troubles, key } = troublesOf(state);
  const digest = troubles.length === 0 ? '' : sha256(key);
  if (digest === told || digest === '') return { events: [], told: digest };
  return { events: [{ type: 'troubles.changed', troubles }], told: digest };
}

/** A failure is the same for as long as its code is, in whatever words. */
function troublesOf(state: DaemonState) {
  const { bad, problems, refusals, tenants } = state;
  const failures = [...tenants.values()].flatMap(({ failing }) => (failing ? [failing.failure] : []));
  const short = ({ code, message }: Trouble): Trouble => ({ code, message });
  // As the words of a result follow upon each other, so that the first one is the reason of the pass's.
  const stopping = [
    ...[...(bad?.problems ?? []), ...problems].map(short),
    ...refusals.map(({ code, message, hint }) => ({ code, message, hint })),
    ...tenantProblems(state).map(short),
  ];
  const failed = failures.map(
    ({ tenant, code, message }): Trouble => ({ code, message: `${tenant}: ${message}` }),
  );
  return {
    troubles: [...stopping, ...failed],
    // A hint names the plan, which differs with each change behind the same refusal, and a time.
    key: JSON.stringify([...stopping.map(short), ...failures.map(({ tenant, code }) => [tenant, code])]),
  };
}

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
  const observed = plan.changes.filter((change) => !isToWrite(change));
  const gists = [...left, ...observed].map(({ tenant, sync, fields }) =>
    JSON.stringify([tenant, sync.id, fields.map(showChange)]),
  );
  const problems = plan.problems.map((problem) => [problem.message, problem.origin]);
  const refusals = report.kind === 'refused' ? report.refusals.map(({ hint: _, ...rule }) => rule) : [];
  return JSON.stringify([[...new Set(gists)].sort(), problems, refusals, failing]);
}
