import { groupBy } from '../base/collections.ts';
import type { Safety } from '../model/settings.ts';
import type { Refusal } from './outcome.ts';
import { type Plan, toWrite } from './plan.ts';

declare const approved: unique symbol;

/** Only `approve` makes one, and `apply` takes nothing else. */
export type ApprovedPlan = Plan & { readonly [approved]: true };

export type Decision =
  | { readonly kind: 'approved'; readonly plan: ApprovedPlan }
  | { readonly kind: 'refused'; readonly reasons: readonly Refusal[] };

/** `allowChanges` is the user's own word for this run (`--allow-changes`): so many changes are fine, whatever their share. */
export type Policy = Safety & { readonly allowChanges?: number };

/** From so many managed syncs on the share counts: of few, each one is a large share. */
const shareCountsFrom = 10;

export function approve(plan: Plan, policy: Policy): Decision {
  const reasons = refusals(plan, policy);
  if (reasons.length > 0) return { kind: 'refused', reasons };
  return { kind: 'approved', plan: plan as ApprovedPlan };
}

/** What `approve` would refuse a plan for; empty where it would not. */
export function refusals(plan: Plan, policy: Policy): readonly Refusal[] {
  if (plan.problems.length > 0) return [unmended(plan.problems.length)];
  const changes = toWrite(plan).length;
  const hint = `look at the plan; to allow it this once: --allow-changes ${changes}`;
  const tooMany = (most: number, limit: string): Refusal[] => {
    const message = `${changes} syncs would change, ${limit} ${most}`;
    return changes > most ? [{ code: 'max-changes', message, hint }] : [];
  };
  if (policy.allowChanges !== undefined) return tooMany(policy.allowChanges, '--allow-changes allows');
  return [...tooMany(policy.maxChanges, 'safety.maxChanges is'), ...tooLargeShares(plan, policy, hint)];
}

function unmended(count: number): Refusal {
  const message = `${count} ${count === 1 ? 'problem' : 'problems'}: nothing is written until there is none`;
  return { code: 'problems', message, hint: 'mend what is listed above' };
}

function tooLargeShares(plan: Plan, policy: Policy, hint: string): Refusal[] {
  const changed = groupBy(toWrite(plan), (change) => change.tenant);
  return plan.tenants.flatMap(({ name, managed }) => {
    const count = changed.get(name)?.length ?? 0;
    if (managed < shareCountsFrom || count / managed <= policy.maxShare) return [];
    const message = `${count} of ${managed} managed syncs of ${name} would change, safety.maxShare is ${policy.maxShare}`;
    return [{ code: 'max-share' as const, message, hint, tenant: name }];
  });
}
