import { groupBy } from '../base/collections.ts';
import { readAll, readSecrets } from '../desired/desire.ts';
import type { Desired } from '../desired/desired.ts';
import type { Claim } from '../model/claim.ts';
import type { ObservedTenant } from '../model/observed.ts';
import type { ReadSecret } from '../model/secret.ts';
import type { TenantSettings } from '../model/settings.ts';
import type { Problem } from '../problems/problem.ts';
import { apply } from './apply.io.ts';
import { approve, type Policy } from './approve.ts';
import { type DiffContext, diff } from './diff.ts';
import { type HoldField, rejoin, withhold } from './holdBack.ts';
import { matchLive } from './matchLive.ts';
import { observe, observeEach } from './observe.io.ts';
import { makePlan, type Plan, toWrite } from './plan.ts';
import type { Journal, WawiReader, WawiWriter } from './ports.ts';
import type { Report } from './report.ts';
import { planFrom, recheck, type SavedPlan, secretsOf, staleRefusals } from './savedPlan.ts';

/** What a pass needs of the world to look. */
export type Looking<W extends WawiReader> = {
  readonly open: (tenant: TenantSettings) => Promise<W>;
  readonly readSecret: ReadSecret;
  readonly journal: Pick<Journal, 'causes' | 'writes'>;
  readonly revision: () => Promise<string | null>;
  readonly sha256: (text: string) => string;
  readonly concurrency: number;
  /** What else is worth saying of a tenant that was read. */
  readonly warningsOf?: (tenant: ObservedTenant) => readonly Problem[];
  readonly onProgress?: (stage: 'read' | 'write', done: number, total: number) => void;
};

/** And to correct. Once `stop` is aborted no further request starts, and those in flight are finished. */
export type Correcting = Looking<WawiWriter> & {
  readonly journal: Journal;
  readonly policy: Policy;
  readonly stop: AbortSignal;
  /** What is left alone for now; without it, nothing. */
  readonly hold?: HoldField;
  /** Which pass of a daemon it is. */
  readonly pass?: { readonly id: string; readonly reasons: readonly string[] };
};

/** Looks for drift and corrects it: observe, diff, plan, approve, apply, verify. */
export async function correct(
  desired: Desired,
  tenants: readonly TenantSettings[],
  world: Correcting,
): Promise<Report> {
  const { plan, opened } = await look(desired, tenants, world, world.stop);
  if (plan.problems.length > 0) return { kind: 'problems', plan };
  if (toWrite(plan).length === 0) return { kind: 'inSync', plan };

  return send(plan, tenants, opened, world);
}

type Sending = Pick<
  Correcting,
  'policy' | 'stop' | 'hold' | 'pass' | 'journal' | 'concurrency' | 'onProgress'
>;

/** Approve, apply, verify: what a plan asks for, on tenants that were opened for writing. */
async function send(
  plan: Plan,
  tenants: readonly TenantSettings[],
  opened: ReadonlyMap<string, WawiWriter>,
  world: Sending,
): Promise<Report> {
  const { plan: due, held } = withhold(plan, world.hold ?? holdNothing);
  const decision = approve(due, world.policy);
  if (decision.kind === 'refused') return { kind: 'refused', plan, refusals: decision.reasons };

  const targets = new Map(
    tenants.flatMap((tenant) => {
      const wawi = opened.get(tenant.name);
      return wawi ? [[tenant.name, { wawi, version: tenant.connection.version }]] : [];
    }),
  );
  const applied = await apply(decision.plan, targets, {
    concurrency: world.concurrency,
    stop: world.stop,
    onProgress: (done, total) => world.onProgress?.('write', done, total),
  });
  await world.journal.record({
    revision: plan.revision,
    changes: applied,
    ...(world.pass && { pass: { ...world.pass, result: 'applied' } }),
  });
  return { kind: 'applied', plan, changes: rejoin(applied, held) };
}

const holdNothing: HoldField = () => undefined;

/** Applies exactly what was reviewed, or nothing: where anything that it touches has changed since, it is refused. */
export async function correctSaved(
  saved: SavedPlan,
  all: readonly TenantSettings[],
  world: Correcting,
): Promise<Report> {
  const { sha256, concurrency, stop } = world;
  const tenants = all.filter(({ name }) => saved.tenants.some((tenant) => tenant.name === name));
  const secrets = await readAll(secretsOf(saved), world.readSecret);
  const gone = moved(saved, tenants);
  const nothing = planFrom(saved, { changes: [], inSync: 0, stale: gone }, [], secrets.problems, sha256);
  if (gone.length > 0) return { kind: 'refused', plan: nothing, refusals: staleRefusals(gone) };
  if (secrets.problems.length > 0) return { kind: 'problems', plan: nothing };

  const observed = await observe(tenants, world.open, {
    concurrency,
    signal: stop,
    onProgress: (done, total) => world.onProgress?.('read', done, total),
  });
  const checked = recheck(saved, observed.tenants, { secret: secrets.secret, sha256 });
  const plan = planFrom(saved, checked, observed.failures, [], sha256);
  if (checked.stale.length > 0) return { kind: 'refused', plan, refusals: staleRefusals(checked.stale) };
  return plan.changes.length === 0 ? { kind: 'inSync', plan } : send(plan, tenants, observed.opened, world);
}

/** Why the names of a saved plan's tenants do not lead to where they led. The files behind it do not matter; this does. */
function moved(saved: SavedPlan, tenants: readonly TenantSettings[]): readonly string[] {
  return saved.tenants.flatMap(({ name, tenantId }) => {
    const found = tenants.find((tenant) => tenant.name === name);
    if (!found) return [`the tenant ${name} of the saved plan is not among those that are worked on`];
    const isSame = tenantId?.toLowerCase() === found.connection.tenantId?.toLowerCase();
    return isSame ? [] : [`the tenant ${name} has another tenant id than when the plan was saved`];
  });
}

/** Looks for drift and writes nothing. */
export async function look<W extends WawiReader>(
  desired: Desired,
  tenants: readonly TenantSettings[],
  world: Looking<W>,
  signal: AbortSignal,
): Promise<{ readonly plan: Plan; readonly opened: ReadonlyMap<string, W> }> {
  const names = new Set(tenants.map((tenant) => tenant.name));
  const claims = desired.claims.filter((claim) => names.has(claim.tenant));
  const secrets =
    desired.problems.length > 0
      ? { secret: () => undefined, problems: [] }
      : await readSecrets(claims, world.readSecret);
  const offline = [...desired.problems, ...secrets.problems];
  const facts = { warnings: desired.warnings, treeHash: desired.tree.hash, sha256: world.sha256 };
  if (offline.length > 0) {
    const revision = await world.revision();
    return {
      plan: makePlan({ ...facts, problems: offline, revision, differences: [], failures: [] }),
      opened: new Map(),
    };
  }
  const byTenant = groupBy(claims, (claim) => claim.tenant);
  const known = knownBy(world.journal);
  const lookAt = async (tenant: ObservedTenant) => ({
    ...compare(tenant, byTenant.get(tenant.name) ?? [], { secret: secrets.secret, ...(await known) }),
    warnings: world.warningsOf?.(tenant) ?? [],
  });
  const [observed, revision] = await Promise.all([
    observeEach(tenants, world.open, lookAt, {
      concurrency: world.concurrency,
      signal,
      onProgress: (done, total) => world.onProgress?.('read', done, total),
    }),
    world.revision(),
    known,
  ]);
  const { tenants: seen, failures, opened } = observed;
  return {
    plan: makePlan({
      ...facts,
      differences: seen.map((one) => one.difference),
      problems: seen.flatMap((one) => one.problems),
      warnings: [...facts.warnings, ...seen.flatMap((one) => one.warnings)],
      revision,
      failures,
    }),
    opened,
  };
}

/** One after the other: the second finds the journal read already. */
async function knownBy(
  journal: Looking<WawiReader>['journal'],
): Promise<Pick<DiffContext, 'cause' | 'writtenAt'>> {
  return { cause: await journal.causes(), writtenAt: await journal.writes() };
}

function compare(tenant: ObservedTenant, claims: readonly Claim[], context: DiffContext) {
  const { desired, problems } = matchLive(tenant, claims);
  return { difference: diff(tenant, desired, context), problems };
}
