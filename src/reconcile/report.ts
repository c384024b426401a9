import type { PlanJson } from '../generated/plan.ts';
import type { AppliedChange, Refusal } from './outcome.ts';
import { isStopped, type Plan, toWrite } from './plan.ts';
import type { Approval } from './safety/waysOut.ts';

/** How far a pass came. `plan` is what it found, whatever became of it; `resultOf` says how that is called. */
export type Report =
  /** It only looked. `refusals`: what the safety rules would say. `at`: what the files want then, not now (ms since 1970). */
  | {
      readonly kind: 'planned';
      readonly plan: Plan;
      readonly refusals: readonly Refusal[];
      readonly at?: number;
      readonly forecast?: Forecast;
    }
  /** Nobody was asked because of them. */
  | { readonly kind: 'problems'; readonly plan: Plan }
  | { readonly kind: 'inSync'; readonly plan: Plan }
  | { readonly kind: 'refused'; readonly plan: Plan; readonly refusals: readonly Refusal[] }
  | { readonly kind: 'applied'; readonly plan: Plan; readonly changes: readonly AppliedChange[] };

/** How long applying would take, and why not less. `isOwn`: the quota is each tenant's own. */
export type Forecast = { readonly requests: number; readonly seconds: number } & (
  | {
      readonly limitedBy: 'quota';
      readonly quota: {
        readonly limit: number;
        readonly intervalSeconds: number;
        readonly isOwn: boolean;
      };
    }
  | { readonly limitedBy: 'latency'; readonly sideBySide: number }
);

/** What a pass came to, in the one word that every report, log and metric uses. */
export type PassResult = Exclude<PlanJson['result'], 'error' | undefined>;

/** The first that holds. Drift that is only reported is none. */
export function resultOf(report: Report): PassResult {
  const { plan, kind } = report;
  if (kind === 'problems' || isStopped(plan)) return 'problems';
  if (kind === 'refused') return 'refused';
  if (plan.failures.length + plan.problems.length + (plan.summary.resting ?? 0) > 0) return 'incomplete';
  if (kind !== 'applied') return kind === 'planned' && toWrite(plan).length > 0 ? 'planned' : 'inSync';

  const left = report.changes.filter(({ outcome }) => outcome !== 'applied');
  if (!left.every(isLeftAlone)) return 'incomplete';
  return left.length > 0 ? 'held' : 'applied';
}

/** Of a change that did not take as a whole: nothing of it differs but what is left alone for now. */
export function isLeftAlone({ fields, residual = fields, heldBack = [] }: AppliedChange): boolean {
  return residual.length === heldBack.length;
}

/** Whether all is as it should be, on every tenant. */
export function succeeded(report: Report): boolean {
  const result = resultOf(report);
  return result === 'inSync' || result === 'applied';
}

/** Whether the plan that somebody approved was written. */
export function isUsedBy({ kind, plan }: Report, { planId }: Approval): boolean {
  return kind === 'applied' && planId === plan.id;
}
