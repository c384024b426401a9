import { groupBy } from '../base/collections.ts';
import { type Plan, toWrite } from '../reconcile/plan.ts';
import { isUsedBy, type Report } from '../reconcile/report.ts';
import type { Approval, Extent } from '../reconcile/safety/waysOut.ts';
import type { DaemonState } from './state.ts';

/** An approval that nobody used ends after so many milliseconds. */
const longestApproval = 3_600_000;

/** Fewer characters of an id name no plan for sure. */
const shortestBeginning = 4;

/** What becomes of a plan's id, or its beginning, that somebody approves. */
export type Approving =
  | { readonly kind: 'approved'; readonly approval: Approval; readonly plan: Plan }
  | { readonly kind: 'malformed' | 'ambiguous' }
  /** `refused`: the plan that is refused now, where there is one. */
  | { readonly kind: 'another'; readonly refused: Plan | undefined };

/** Approves the plan that was refused last, and no other: whoever approves has seen it. */
export function approveIn(
  memory: DaemonState,
  id: string,
  now: number,
): { readonly state: DaemonState; readonly answer: Approving } {
  const beginning = /^(?:sha256:)?([\da-f]{1,64})$/i.exec(id)?.[1]?.toLowerCase();
  if (beginning === undefined) return { state: memory, answer: { kind: 'malformed' } };
  const means = (planId: string) => planId.startsWith(`sha256:${beginning}`);
  const refused = memory.refused?.plan;
  if (!refused || !means(refused.id)) return { state: memory, answer: { kind: 'another', refused } };
  // Plans that were refused before may begin alike: then nobody knows which of them was looked at.
  const isSure = memory.told.passes.filter(means).every((planId) => planId === refused.id);
  if (beginning.length < shortestBeginning || !isSure)
    return { state: memory, answer: { kind: 'ambiguous' } };
  const approval = { planId: refused.id, at: now, until: now + longestApproval };
  return { state: { ...memory, approval }, answer: { kind: 'approved', approval, plan: refused } };
}

/** What is left of an approval at that moment, and what has ended. */
export function expire(
  memory: DaemonState,
  now: number,
): { readonly state: DaemonState; readonly expired?: Approval } {
  const { approval: expired, ...state } = memory;
  return expired && expired.until <= now ? { state, expired } : { state: memory };
}

/** After a pass: which plan is refused, and what may still be used of an approval. It holds once. */
export function approvalAfter(
  memory: DaemonState,
  report: Report,
  now: number,
): Pick<DaemonState, 'refused' | 'approval'> {
  const { approval, refused } = memory;
  const { plan } = report;
  const since = refused?.plan.id === plan.id ? refused.since : now;
  return {
    ...(report.kind === 'refused' && { refused: { plan, since } }),
    ...(approval && !isUsedBy(report, approval) && { approval }),
  };
}

/** What the refused plan would change, by tenant. */
export function refusedChanges({ refused }: Pick<DaemonState, 'refused'>) {
  return groupBy(refused ? toWrite(refused.plan) : [], ({ tenant }) => tenant);
}

/** What a plan would write where, counted. */
export function extentOf(plan: Plan): Extent {
  const changes = toWrite(plan);
  return { changes: changes.length, tenants: new Set(changes.map(({ tenant }) => tenant)).size };
}
