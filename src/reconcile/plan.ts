import { canonicalId } from '../base/uuid.ts';
import { type Revision, revisionOf } from '../files/revision.ts';
import type { Summary as SummaryJson } from '../generated/plan.ts';
import type { Change, Released, Standing } from '../model/change.ts';
import { type FieldChange, syncKey, wantedInClear } from '../model/fields/index.ts';
import type { Allowance } from '../model/mode.ts';
import { syncName } from '../model/syncName.ts';
import type { Failure, Problem } from '../problems/problem.ts';

/** What a pass counts, as the plan's JSON has it. */
export type Summary = Readonly<SummaryJson>;

/** All changes of a pass. `tenants` are those that answered. */
export type Plan = Revision & {
  readonly id: string;
  /** The commit that Soll was compared with, where that was asked for. */
  readonly base?: string;
  /** What that commit wanted and nobody wants any more. */
  readonly released?: readonly Released[];
  readonly treeHash: string;
  /** What `safety.allow` lifted when it was made. */
  readonly allow?: Allowance;
  readonly summary: Summary;
  readonly tenants: readonly PlannedTenant[];
  readonly changes: readonly Change[];
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
  readonly failures: readonly Failure[];
};

/** `managed` counts the syncs that documents name, `unmanaged` are those that none is about. */
export type PlannedTenant = {
  readonly name: string;
  readonly managed: number;
  readonly unmanaged: readonly Change['sync'][];
  /** Those of which a document may mean any. */
  readonly unsure?: readonly Change['sync'][];
  readonly standings: readonly Standing[];
};

/** One tenant, Soll against Ist. `changes` also holds drift that is only observed; suspended syncs have none. */
export type Difference = { readonly tenant: string } & Omit<PlannedTenant, 'name'> &
  Pick<Summary, 'inSync' | 'suspended' | 'unmanagedOptions'> &
  Pick<Plan, 'changes' | 'problems'>;

export type PlanInput = Pick<
  Plan,
  'problems' | 'warnings' | 'failures' | 'revision' | 'commit' | 'base' | 'released' | 'treeHash'
> & {
  readonly differences: readonly Difference[];
  /** How many tenants were not asked, since they failed lately. */
  readonly resting?: number;
  /** Hex digest of a text. */
  readonly sha256: (text: string) => string;
};

export function makePlan(input: PlanInput): Plan {
  const { differences, resting = 0, warnings, failures, base, released = [], treeHash, sha256 } = input;
  const problems = [...input.problems, ...differences.flatMap((one) => one.problems)];
  const troubled = troubledTenants({ problems });
  const changes = sortedBy(
    differences.flatMap((one) => (troubled.has(one.tenant) ? one.changes.map(block) : one.changes)),
    sortKey,
  );
  return {
    id: planId(changes, sha256),
    ...revisionOf(input),
    ...(base !== undefined && { base, released: sortedBy(released, sortKey) }),
    treeHash,
    summary: {
      ...summarise(differences, changes, problems, failures, resting),
      ...(base !== undefined && broughtCounts(changes)),
      ...(resting > 0 && { resting }),
    },
    tenants: differences.map(({ tenant, managed, unmanaged, unsure, standings }) => ({
      name: tenant,
      managed,
      unmanaged: sortedBy(unmanaged, (sync) => sortKey({ sync })),
      ...(unsure && { unsure }),
      standings: sortedBy(standings, sortKey),
    })),
    changes,
    problems,
    warnings,
    failures,
  };
}

/** Of a pass that never got as far as to look. */
export function planOfProblems(
  problems: readonly Problem[],
  sha256: PlanInput['sha256'],
  facts: Partial<Pick<PlanInput, 'warnings' | 'treeHash' | 'revision' | 'commit'>> = {},
): Plan {
  const nothing = { differences: [], warnings: [], failures: [], revision: null };
  return makePlan({ ...nothing, treeHash: `sha256:${sha256('')}`, ...facts, problems, sha256 });
}

/** What is to be written, without drift that is only reported, and that of tenants with problems. */
export function toWrite(plan: Pick<Plan, 'changes'>): readonly Change[] {
  return plan.changes.filter(isToWrite);
}

export function isToWrite({ mode, blocked }: Pick<Change, 'mode' | 'blocked'>): boolean {
  return mode === 'enforce' && !blocked;
}

function block(change: Change): Change {
  return change.mode === 'enforce' ? { ...change, blocked: true } : change;
}

/**
 * Whether problems kept a pass from asking anybody: those of files and of secrets. What only the live state shows is a
 * problem of a tenant that answered, and stops the writes of that tenant alone.
 */
export function isStopped({ problems, tenants }: Pick<Plan, 'problems' | 'tenants'>): boolean {
  return problems.length > 0 && tenants.length === 0;
}

/** Those on which nothing is written because of problems of their own. */
export function troubledTenants({ problems }: Pick<Plan, 'problems'>): ReadonlySet<string> {
  return new Set(problems.flatMap(({ tenant }) => tenant ?? []));
}

/**
 * A hash of what would be sent where and of nothing else, so that the same drift has the same id on any machine: no
 * `before`, no order, no place in a file. A secret enters by the name of its variable or file.
 */
export function planId(changes: readonly Change[], sha256: (text: string) => string): string {
  const writes = toWrite({ changes }).map((change) => ({
    key: syncKey(change),
    fields: change.fields.map((field) => JSON.stringify(sent(field))).sort(),
  }));
  const sorted = sortedBy(writes, ({ key }) => key);
  return `sha256:${sha256(JSON.stringify(sorted.map(({ key, fields }) => [key, fields])))}`;
}

function sent(field: FieldChange): unknown {
  if (field.field !== 'configs') return [field.field, wantedInClear(field)];
  return [
    'configs',
    canonicalId(field.option.id),
    field.secret ? { secret: field.secret.ref } : wantedInClear(field),
  ];
}

function broughtCounts(changes: readonly Change[]): Pick<Summary, 'fromChange' | 'fromBefore'> {
  const fields = toWrite({ changes }).flatMap((change) => change.fields);
  const fromChange = fields.filter(({ broughtBy }) => broughtBy === 'change').length;
  return { fromChange, fromBefore: fields.length - fromChange };
}

/** By tenant, then by what the sync is called, then by its identifier: the order of files plays no part. */
function sortKey({ tenant = '', sync }: { readonly tenant?: string; readonly sync: Change['sync'] }): string {
  return `${tenant}\0${syncName(sync)}\0${sync.id}`;
}

function sortedBy<T>(items: readonly T[], keyOf: (item: T) => string): T[] {
  const keyed = items.map((item) => ({ key: keyOf(item), item }));
  keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  return keyed.map(({ item }) => item);
}

function summarise(
  differences: readonly Difference[],
  changes: readonly Change[],
  problems: readonly Problem[],
  failures: readonly Failure[],
  resting: number,
): Summary {
  const total = (count: (one: Difference) => number) => differences.reduce((sum, one) => sum + count(one), 0);
  const enforced = toWrite({ changes });
  const blocked = changes.filter((change) => change.blocked).length;
  const failed = new Set(failures.map((failure) => failure.tenant));
  return {
    tenants: new Set([...differences.map((one) => one.tenant), ...failed]).size + resting,
    syncs: total((one) => one.managed),
    inSync: total((one) => one.inSync),
    changes: enforced.length,
    values: enforced.reduce((sum, change) => sum + change.fields.length, 0),
    suspended: total((one) => one.suspended),
    observed: changes.length - enforced.length - blocked,
    ...(blocked > 0 && { blocked }),
    unmanaged: total((one) => one.unmanaged.length),
    unmanagedOptions: total((one) => one.unmanagedOptions),
    problems: problems.length,
    failures: failures.length,
  };
}
