import type { AppliedChange, Refusal } from './outcome.ts';
import type { Plan } from './plan.ts';

/** What a pass came to. `plan` is what it found, whatever became of it. */
export type Report =
  /** It only looked. `refusals`: what the safety rules would say. */
  | { readonly kind: 'planned'; readonly plan: Plan; readonly refusals: readonly Refusal[] }
  | { readonly kind: 'problems'; readonly plan: Plan }
  | { readonly kind: 'inSync'; readonly plan: Plan }
  | { readonly kind: 'refused'; readonly plan: Plan; readonly refusals: readonly Refusal[] }
  | { readonly kind: 'applied'; readonly plan: Plan; readonly changes: readonly AppliedChange[] };

/** Whether everything that was to be written was written and took, on every tenant. */
export function succeeded(report: Report): boolean {
  if (report.plan.problems.length > 0 || report.plan.failures.length > 0) return false;
  return report.kind !== 'applied' || report.changes.every((change) => change.outcome === 'applied');
}
