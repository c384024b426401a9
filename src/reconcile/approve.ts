import { groupBy } from '../base/collections.ts';
import { count } from '../base/text/words.ts';
import type { Here } from '../base/time/shown.ts';
import type { Allowance } from '../model/mode.ts';
import type { Safety } from '../model/settings.ts';
import { exceeds, shareCountsFrom } from '../settings/limit.ts';
import type { Refusal } from './outcome.ts';
import { type Plan, toWrite } from './plan.ts';
import { type Approval, type RefusedAt, shortPlanId, waysOut } from './safety/waysOut.ts';

declare const approved: unique symbol;

/** Only `approve` makes one, and `apply` takes nothing else. */
export type ApprovedPlan = Plan & { readonly [approved]: true };

export type Decision =
  /** `by`: `safety.allow`, where the plan would have been refused without it. */
  | { readonly kind: 'approved'; readonly plan: ApprovedPlan; readonly by?: Allowance }
  | { readonly kind: 'refused'; readonly reasons: readonly Refusal[] };

/** The rules, and what people have said besides. */
export type Policy = Safety & {
  /** For this run (`--allow-changes`): so many changes are fine, whatever shares and however many tenants. */
  readonly allowChanges?: number;
  /** By which one plan passes, whatever the rules say. */
  readonly approval?: Approval;
  /** Where a refusal is read. `apply`, if nobody says. */
  readonly at?: RefusedAt;
  /** For what ends by itself. Without it `allow` does not count. */
  readonly here?: () => Here;
};

export function approve(plan: Plan, policy: Policy): Decision {
  const reasons = refusals(plan, policy);
  if (reasons.length > 0) return { kind: 'refused', reasons };
  const by = allowanceAt(policy);
  const { allow: _, ...rules } = policy;
  const isNeeded = by && refusals(plan, rules).length > 0;
  return { kind: 'approved', plan: plan as ApprovedPlan, ...(isNeeded && { by }) };
}

/** The plan, with what `safety.allow` lifts while it is made. */
export function withAllowance(plan: Plan, policy: Policy): Plan {
  const allow = allowanceAt(policy);
  return allow ? { ...plan, allow } : plan;
}

/** What `safety.allow` lifts at this moment; undefined where it has ended. */
function allowanceAt({ allow, here }: Policy): Allowance | undefined {
  return allow && here && here().now < allow.until ? allow : undefined;
}

/** What `approve` would refuse a plan for; empty where it would not. */
export function refusals(plan: Plan, policy: Policy): readonly Refusal[] {
  if (isApproved(plan, policy)) return [];
  const writes = toWrite(plan);
  const changes = writes.length;
  const changed = groupBy(writes, (change) => change.tenant);
  const broken = brokenRules(plan, policy, { changes, changed });
  if (broken.length === 0) return [];
  const ways = waysOut(policy.at ?? 'apply', plan, { changes, tenants: changed.size }, policy.here?.());
  const hint = `look at the plan; to allow ${ways.join('; ')}`;
  return [...notApproved(plan, policy), ...broken].map((rule) => ({ ...rule, hint }));
}

type BrokenRule = Omit<Refusal, 'hint'>;
type Changed = { readonly changes: number; readonly changed: ReadonlyMap<string, readonly unknown[]> };

function brokenRules(plan: Plan, policy: Policy, { changes, changed }: Changed): readonly BrokenRule[] {
  const tooMany = (most: number, limit: string): BrokenRule[] =>
    changes > most
      ? [{ code: 'max-changes', message: `${count(changes, 'sync')} would change, ${limit} ${most}` }]
      : [];
  const { allowChanges, maxTenants, maxShare } = policy;
  const allow = allowanceAt(policy);
  if (allowChanges !== undefined) return tooMany(allowChanges, '--allow-changes allows');
  // How many syncs may change is one question, whether it is asked of all or of a tenant's share.
  const areAllowed = changes <= (allow?.changes ?? -1);
  const areTenantsAllowed = changed.size <= (allow?.tenants ?? -1);
  return [
    ...(areAllowed ? [] : tooMany(policy.maxChanges, 'safety.maxChanges is')),
    ...(maxTenants === undefined || areTenantsAllowed
      ? []
      : tooManyTenants(changed.size, plan.summary.tenants, maxTenants)),
    ...plan.tenants.flatMap(({ name, managed }): BrokenRule[] => {
      const some = changed.get(name)?.length ?? 0;
      if (areAllowed || managed < shareCountsFrom || some / managed <= maxShare) return [];
      const message = `${some} of ${managed} managed syncs of ${name} would change, safety.maxShare is ${maxShare}`;
      return [{ code: 'max-share', message, tenant: name }];
    }),
  ];
}

function tooManyTenants(some: number, all: number, limit: string): readonly BrokenRule[] {
  const message = `${some} of ${all} tenants would be changed, safety.maxTenants is ${limit}`;
  return exceeds(limit, some, all) ? [{ code: 'max-tenants', message }] : [];
}

/** An approval is for one plan, and for nothing that was added to it or is missing from it. */
export function isApproved({ id }: Plan, { approval }: Policy): boolean {
  return id === approval?.planId;
}

function notApproved({ id }: Plan, { approval }: Policy): readonly BrokenRule[] {
  if (!approval) return [];
  const [then, now] = [approval.planId, id].map(shortPlanId);
  const message = `what was approved is plan ${then}, but what would be written now is plan ${now}`;
  return [{ code: 'another-plan', message }];
}
