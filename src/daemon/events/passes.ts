import type { Problem } from '../../problems/problem.ts';
import { toWrite } from '../../reconcile/plan.ts';
import type { Report } from '../../reconcile/report.ts';
import type { DaemonState } from '../state.ts';
import type { Event, News } from './event.ts';
import { isNew, problemKey, problemsKey, remember } from './once.ts';
import type { Told } from './told.ts';

/** Passes that are refused or blocked as a whole, each plan and each set of problems once until passes write again. */
export function passNews(told: Told['passes'], state: DaemonState, report: Report): News<'passes'> {
  const { plan } = report;
  if (report.kind === 'refused') {
    const { refusals } = report;
    return once(told, plan.id, { type: 'pass.refused', changes: toWrite(plan), refusals });
  }
  if (report.kind === 'problems') {
    const problems = otherThan(state.bad?.problems ?? [], plan.problems);
    if (problems.length === 0) return { events: [], told };
    return once(told, problemsKey(problems), { type: 'pass.blocked', problems });
  }
  if (told.length === 0 || !writesAgain(state, report)) return { events: [], told };
  return { events: [{ type: 'pass.resumed' }], told: [] };
}

function once(told: Told['passes'], key: string, event: Event): News<'passes'> {
  return isNew(told, key) ? { events: [event], told: remember(told, key) } : { events: [], told };
}

/** Where a tenant did not answer, what was refused may be just what is not seen. */
function writesAgain({ tenants }: DaemonState, { kind, plan }: Report): boolean {
  if (kind === 'applied') return true;
  return plan.failures.length === 0 && ![...tenants.values()].some(({ failing }) => failing);
}

function otherThan(known: readonly Problem[], problems: readonly Problem[]): readonly Problem[] {
  const keys = new Set(known.map(problemKey));
  return problems.filter((problem) => !keys.has(problemKey(problem)));
}
