import { count } from '../base/text/words.ts';
import { fullTime, type Here } from '../base/time/shown.ts';
import type { AppliedChange, Outcome } from '../reconcile/outcome.ts';
import { isStopped, type Plan, type Summary, toWrite, troubledTenants } from '../reconcile/plan.ts';
import { isLeftAlone, type Report } from '../reconcile/report.ts';

export const outcomeWords = {
  applied: 'applied',
  failed: 'failed',
  notConverged: 'not converged',
  notAttempted: 'not attempted',
  refused: 'refused',
} as const satisfies Record<Outcome, string>;

/** For which other moment than now the report is, with its zone. */
export function momentOf(report: Report, here: Here): string | undefined {
  return report.kind === 'planned' && report.at !== undefined ? fullTime(report.at, here) : undefined;
}

/** What a pass came to, in one line: `2 syncs to change (3 values) on 1 of 2 tenants, 1 tenant failed`. */
export function verdictWords(report: Report): string {
  const { plan } = report;
  const failed = plan.summary.failures > 0 ? [`${count(plan.summary.failures, 'tenant')} failed`] : [];
  const troubled = isStopped(plan) || whereKnown(plan) === undefined ? 0 : troubledTenants(plan).size;
  const blocked = troubled > 0 ? [`${count(troubled, 'tenant')} with problems`] : [];
  return [whatBecame(report), ...blocked, ...failed].join(', ');
}

function whatBecame(report: Report): string {
  const what = report.kind === 'planned' ? 'would be written' : 'was written';
  if (isStopped(report.plan)) return `${count(report.plan.problems.length, 'problem')}, nothing ${what}`;
  switch (report.kind) {
    case 'refused':
      return 'refused, nothing was written';
    case 'applied':
      return appliedWords(report.changes).join(', ');
    case 'planned':
    case 'problems':
    case 'inSync':
      return whatDiffers(report.plan);
  }
}

function whatDiffers(plan: Plan): string {
  const { changes, observed } = plan.summary;
  if (changes > 0) return plannedWords(plan);
  const where = whereKnown(plan);
  if (where === undefined) return noneKnown(plan);
  return observed > 0 ? `nothing to correct${where}, ${observed} observed to differ` : `no changes${where}`;
}

/** `2 syncs to change (3 values) on 1 of 2 tenants`. */
export function plannedWords(plan: Plan): string {
  const { changes, tenants } = plan.summary;
  const reach = new Set(toWrite(plan).map((change) => change.tenant)).size;
  return `${count(changes, 'sync')} to change (${valueWords(plan.summary)}) on ${reach} of ${count(tenants, 'tenant')}`;
}

/** `3 values`, and whose they are where the plan is compared with a commit. */
function valueWords({ values, fromChange, fromBefore }: Summary): string {
  const all = count(values, 'value');
  if (fromChange === undefined) return all;
  if (fromBefore === 0) return `${all}, all by this change`;
  if (fromChange === 0) return `${all}, none by this change`;
  return `${count(fromChange, 'value')} by this change, ${fromBefore} from before`;
}

/** `2 syncs corrected (3 values) and verified`, and how many were not. */
export function appliedWords(changes: readonly AppliedChange[]): readonly string[] {
  const done = changes.filter(({ outcome }) => outcome === 'applied');
  const undone = changes.filter(({ outcome }) => outcome !== 'applied');
  const held = undone.filter(isLeftAlone).length;
  const values = done.flatMap((change) => change.fields).length;
  const others = (['failed', 'notConverged', 'notAttempted'] as const).flatMap((outcome) => {
    const { length } = undone.filter((change) => change.outcome === outcome && !isLeftAlone(change));
    return length > 0 ? [`${length} ${outcomeWords[outcome]}`] : [];
  });
  return [
    `${count(done.length, 'sync')} corrected (${count(values, 'value')}) and verified`,
    ...others,
    ...(held > 0 ? [`${held} left alone for now`] : []),
  ];
}

/** Of how many tenants nothing is known: they failed, now or lately. */
export function unanswered({ failures, resting = 0 }: Summary): number {
  return failures + resting;
}

/** ` on the 59 tenants that answered`; empty where all did and have no problems, undefined where none did. */
export function whereKnown(plan: Plan): string | undefined {
  const troubled = troubledTenants(plan).size;
  const known = plan.summary.tenants - unanswered(plan.summary) - troubled;
  if (known === plan.summary.tenants) return '';
  if (known === 0) return undefined;
  return ` on the ${count(known, 'tenant')} ${troubled > 0 ? 'without problems' : 'that answered'}`;
}

/** Where nobody knows what is to be written. */
export function noneKnown(plan: Plan): string {
  const tenants = count(plan.summary.tenants, 'tenant');
  const troubled = troubledTenants(plan).size;
  if (troubled === 0) return `0 of ${tenants} answered`;
  const silent = unanswered(plan.summary);
  const words = `${troubled} of ${tenants} ${troubled === 1 ? 'has' : 'have'} problems`;
  return silent > 0 ? `${words}, ${silent} could not be asked` : words;
}

/** `11 in sync, 1 suspended, 4 unmanaged`: what is not zero, but always how many are in sync and unmanaged. */
export function counts(summary: Summary): string[] {
  const optional = (number: number, word: string) => (number > 0 ? [`${number} ${word}`] : []);
  return [
    `${summary.inSync} in sync`,
    ...optional(summary.observed, 'observed'),
    ...optional(summary.blocked ?? 0, 'blocked'),
    ...optional(summary.suspended, 'suspended'),
    `${summary.unmanaged} unmanaged`,
    ...optional(summary.failures, summary.failures === 1 ? 'tenant failed' : 'tenants failed'),
    ...optional(summary.resting ?? 0, 'in back-off'),
  ];
}
