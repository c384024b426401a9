import type { Refusal } from '../outcome.ts';
import { type Plan, planId } from '../plan.ts';
import type { Recheck } from './recheck.ts';
import type { Digest, SavedPlan } from './savedPlan.ts';

/** What is left of the saved plan, as a plan of its own; where it is stale, it still goes by the id that was reviewed. */
export function planFrom(
  saved: SavedPlan,
  { changes, inSync, stale }: Recheck,
  failures: Plan['failures'],
  problems: Plan['problems'],
  sha256: Digest,
): Plan {
  const failed = new Set(failures.map((failure) => failure.tenant));
  const answered = saved.changes.filter(({ tenant }) => !failed.has(tenant)).length;
  return {
    id: stale.length > 0 ? saved.id : planId(changes, sha256),
    revision: saved.revision,
    treeHash: saved.treeHash,
    summary: {
      tenants: saved.tenants.length,
      syncs: answered,
      inSync,
      changes: changes.length,
      values: changes.reduce((sum, change) => sum + change.fields.length, 0),
      suspended: 0,
      observed: 0,
      unmanaged: 0,
      unmanagedOptions: 0,
      problems: problems.length,
      failures: failures.length,
    },
    tenants: saved.tenants
      .filter(({ name }) => !failed.has(name))
      .map(({ name, managed }) => ({ name, managed, unmanaged: 0, standings: [] })),
    changes,
    problems,
    warnings: [],
    failures,
  };
}

/** What is refused where anything of it is stale. */
export function staleRefusals(stale: readonly string[]): readonly Refusal[] {
  return stale.map((message) => ({
    code: 'stale',
    message,
    hint: 'look at a new plan: sollist plan',
  }));
}
