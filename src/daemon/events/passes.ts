import { sha256 } from '../../base/hash.ts';
import type { Problem } from '../../problems/problem.ts';
import { toWrite } from '../../reconcile/plan.ts';
import { isUsedBy, type Report } from '../../reconcile/report.ts';
import type { DaemonState } from '../state.ts';
import type { Event, News, Told } from './event.ts';

/** Files that have gone bad, or have other problems than before, and files that are good again. */
export function treeNews(told: Told['tree'], { bad }: DaemonState): News<'tree'> {
  if (!bad) {
    const events = told.sets.length === 0 ? [] : [{ type: 'tree.recovered' } as const];
    return { events, told: { sets: [] } };
  }
  const { problems } = bad;
  const last = sha256(JSON.stringify(problems));
  if (last === told.last) return { events: [], told };
  const set = problemsKey(problems);
  const isTold = !isNew(told.sets, set);
  const sets = isTold ? told.sets : remember(told.sets, set);
  return { events: [{ type: 'tree.bad', problems, isTold }], told: { last, sets } };
}

/** Passes that are refused or blocked as a whole, each plan and each set of problems once until passes write again. */
export function passNews(told: Told['passes'], state: DaemonState, report: Report): News<'passes'> {
  const { plan } = report;
  if (report.kind === 'refused') {
    const { refusals } = report;
    return once(told, plan.id, {
      ...{ type: 'pass.refused', planId: plan.id },
      ...{ changes: toWrite(plan), refusals },
    });
  }
  if (report.kind === 'problems') {
    const problems = otherThan(state.bad?.problems ?? [], plan.problems);
    if (problems.length === 0) return { events: [], told };
    return once(told, problemsKey(problems), { type: 'pass.blocked', problems });
  }
  if (told.length === 0 || !writesAgain(state, report)) return { events: [], told };
  return { events: [{ type: 'pass.resumed' }], told: [] };
}

/** What was refused and was written all the same, since somebody approved it. */
export function approvalNews({ approval }: DaemonState, report: Report): readonly Event[] {
  if (!approval || report.kind !== 'applied' || !isUsedBy(report, approval)) return [];
  return [{ type: 'pass.approved', planId: approval.planId, at: approval.at, changes: report.changes }];
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

/** So many keys are remembered: who has seen as many different ones is told again. */
const mostRemembered = 1_000;

export function isNew(told: readonly string[], key: string): boolean {
  return !told.includes(key);
}

export function remember(told: readonly string[], key: string): readonly string[] {
  return told.length >= mostRemembered ? [key] : [...told, key];
}

/** Lines play no part: they move with every edit above them. */
export function problemKey({ code, message, origin }: Problem): string {
  return JSON.stringify([code, message, origin?.file]);
}

export function problemsKey(problems: readonly Problem[]): string {
  return sha256(JSON.stringify(problems.map(problemKey).sort()));
}
