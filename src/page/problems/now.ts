import { createOnce } from '../../base/collections.ts';
import { type DaemonState, type TenantState, tenantProblems } from '../../daemon/state.ts';
import type { Problem } from '../../problems/problem.ts';
import { sameFailures, sameProblems, sameRefusals } from '../../problems/sameMessage.ts';

export type FailingTenant = TenantState & { readonly failing: NonNullable<TenantState['failing']> };
type GroupsOf<T> = readonly (readonly T[])[];

/** All that is wrong now, what is alike once. */
export type Troubles = {
  /** Of the files as they are now. */
  readonly bad: GroupsOf<Problem>;
  /** What stops all writes. */
  readonly blocking: GroupsOf<Problem>;
  readonly tenants: GroupsOf<Problem>;
  readonly failing: GroupsOf<FailingTenant>;
  readonly refusals: GroupsOf<DaemonState['refusals'][number]>;
  readonly warnings: GroupsOf<Problem>;
  /** How many, but for warnings. */
  readonly count: number;
};

/** Each page counts them. */
const once = createOnce<Troubles>();

export function troublesIn(state: DaemonState): Troubles {
  const { tenants, bad, problems, refusals, storage, warnings } = state;
  return once(tenants, [bad, problems, refusals, storage, warnings], () => gather(state));
}

function gather(state: DaemonState): Troubles {
  const isFailing = (one: TenantState): one is FailingTenant => one.failing !== undefined;
  const failures = [...state.tenants.values()].filter(isFailing).map((tenant) => ({
    ...tenant.failing.failure,
    whole: tenant,
  }));
  const troubles = {
    bad: sameProblems(state.bad?.problems ?? []),
    blocking: sameProblems(state.problems),
    tenants: sameProblems(tenantProblems(state)),
    failing: sameFailures(failures, ({ tenant }) => tenant).map((all) => all.map(({ whole }) => whole)),
    refusals: sameRefusals(state.refusals),
  };
  const stored = state.storage ? 1 : 0;
  const count = Object.values(troubles).reduce((sum, { length }) => sum + length, stored);
  return { ...troubles, warnings: sameProblems(state.warnings), count };
}
