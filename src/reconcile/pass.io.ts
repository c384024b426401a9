import { groupBy } from '../base/collections.ts';
import { tenantsNamingActive } from '../desired/active.ts';
import type { Desired } from '../desired/desired.ts';
import { createShadows, notYetTold, overriddenIn } from '../desired/shadowed.ts';
import { type Revision, revisionOf } from '../files/revision.ts';
import type { Claim } from '../model/claim.ts';
import type { ObservedTenant } from '../model/observed.ts';
import type { ReadSecret } from '../model/secret.ts';
import type { TenantSettings } from '../model/settings.ts';
import type { Problem } from '../problems/problem.ts';
import { apply } from './apply/apply.io.ts';
import { approve, isApproved, type Policy, withAllowance } from './approve.ts';
import { compare, wereBad } from './base/broughtBy.ts';
import { diff } from './diff.ts';
import { type HoldField, rejoin, withhold } from './holdBack.ts';
import { matchLive } from './matchLive.ts';
import { demandActive, type ObserveOptions, observeEach } from './observe.io.ts';
import { type Difference, isStopped, makePlan, type Plan, planOfProblems, toWrite } from './plan.ts';
import type { Journal, KnownWrites, WawiReader, WawiWriter } from './ports.ts';
import { type Report, resultOf } from './report.ts';
import { readSecrets, type SecretBook } from './secrets.io.ts';

/** What a pass needs of the world to look. */
export type Looking<W extends WawiReader> = {
  readonly open: (tenant: TenantSettings) => Promise<W>;
  readonly readSecret: ReadSecret;
  readonly journal: Pick<Journal, 'causes' | 'writes'>;
  readonly revision: () => Promise<Revision>;
  readonly sha256: (text: string) => string;
  readonly concurrency: number;
  /** How many tenants it is not given, since they failed lately and wait to be asked again. */
  readonly resting?: number;
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
  const { plan: found, opened } = await look(desired, tenants, world, world.stop);
  const plan = withAllowance(found, world.policy);
  if (isStopped(plan)) return { kind: 'problems', plan };
  if (toWrite(plan).length === 0) return { kind: 'inSync', plan };

  return send(plan, tenants, opened, world);
}

type Sending = Pick<
  Correcting,
  'policy' | 'stop' | 'hold' | 'pass' | 'journal' | 'concurrency' | 'onProgress'
>;

/** Approve, apply, verify: what a plan asks for, on tenants that were opened for writing. */
export async function send(
  plan: Plan,
  tenants: readonly TenantSettings[],
  opened: ReadonlyMap<string, WawiWriter>,
  world: Sending,
): Promise<Report> {
  // Whoever approves a plan wants all of it: what is left alone for now as well.
  const isWanted = isApproved(plan, world.policy);
  const { plan: due, held } = withhold(plan, isWanted ? holdNothing : (world.hold ?? holdNothing));
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
  const report: Report = { kind: 'applied', plan, changes: rejoin(applied, held) };
  await world.journal.record({
    ...revisionOf(plan),
    changes: applied,
    ...(decision.by && { allowed: decision.by }),
    ...(world.pass && {
      pass: {
        ...world.pass,
        result: resultOf(report),
        ...(isWanted && { approvedAt: world.policy.approval!.at }),
      },
    }),
  });
  return report;
}

const holdNothing: HoldField = () => undefined;

/** Looks for drift and writes nothing. */
export async function look<W extends WawiReader>(
  desired: Desired,
  tenants: readonly TenantSettings[],
  world: Looking<W>,
  signal: AbortSignal,
): Promise<Looked<W>> {
  const claims = claimsOn(tenants, desired);
  const secrets = desired.problems.length > 0 ? noSecrets : await readSecrets(claims, world.readSecret);
  const problems = [...desired.problems, ...secrets.problems];
  if (problems.length > 0) return lookNowhere(desired, problems, world);

  const known = knownBy(world.journal);
  const shadows = createShadows();
  const lookAt = createLookAt({ ...desired, claims }, secrets.secret, known, shadows, world);
  const answered = whenAnswered(world.revision);
  const options = observing(claims, world, signal, answered.now);
  const [observed, revision] = await Promise.all([
    observeEach(tenants, world.open, lookAt, options, hasChanges).finally(answered.now),
    answered.acted,
    known,
  ]);
  const { tenants: seen, failures, opened } = observed;
  const plan = makePlan({
    treeHash: desired.tree.hash,
    sha256: world.sha256,
    differences: seen.map((one) => one.difference),
    problems: seen.flatMap((one) => one.problems),
    warnings: [
      ...desired.warnings,
      ...notYetTold(shadows.problems(desired.claims), desired.warnings),
      ...wereBad(seen.map((one) => one.atBase)),
      ...seen.flatMap((one) => one.warnings),
    ],
    ...revision,
    failures,
    ...(desired.base && { base: desired.base.commit, released: seen.flatMap((one) => one.released) }),
    ...(world.resting !== undefined && { resting: world.resting }),
  });
  return { plan, opened };
}

/** Starting git blocks for some milliseconds: it acts once something has been answered, so that no first request waits for it. */
function whenAnswered<T>(act: () => Promise<T>) {
  let now = () => {};
  const acted = new Promise<void>((resolve) => (now = resolve)).then(act);
  return { now, acted };
}

function observing(
  claims: readonly Claim[],
  { concurrency, onProgress }: Pick<Looking<WawiReader>, 'concurrency' | 'onProgress'>,
  signal: AbortSignal,
  answered: () => void,
): ObserveOptions {
  const naming = tenantsNamingActive(claims);
  return {
    ...{ concurrency, signal, readsActive: (tenant) => naming.has(tenant) },
    onProgress(done, total) {
      answered();
      onProgress?.('read', done, total);
    },
  };
}

export type Looked<W> = { readonly plan: Plan; readonly opened: ReadonlyMap<string, W> };

const noSecrets: SecretBook = { secret: () => undefined, problems: [] };

function claimsOn(tenants: readonly TenantSettings[], { claims }: Desired): readonly Claim[] {
  const names = new Set(tenants.map((tenant) => tenant.name));
  return claims.filter((claim) => names.has(claim.tenant));
}

/** What is wrong before any tenant is asked. */
async function lookNowhere<W extends WawiReader>(
  { tree, warnings }: Desired,
  problems: readonly Problem[],
  { revision, sha256 }: Looking<W>,
): Promise<Looked<W>> {
  const facts = { treeHash: tree.hash, warnings, ...(await revision()) };
  return { plan: planOfProblems(problems, sha256, facts), opened: new Map() };
}

/** Compares one tenant with what the claims want. */
function createLookAt(
  { claims, base, times }: Pick<Desired, 'claims' | 'base' | 'times'>,
  secret: SecretBook['secret'],
  known: Promise<KnownWrites>,
  shadows: ReturnType<typeof createShadows>,
  { warningsOf }: Looking<WawiReader>,
) {
  const byTenant = groupBy(claims, (claim) => claim.tenant);
  const baseByTenant = base && groupBy(base.claims, (claim) => claim.tenant);
  return async (tenant: ObservedTenant) => {
    const ofTenant = byTenant.get(tenant.name) ?? [];
    const { desired, problems, unsure } = matchLive(tenant, ofTenant, (ofSync, rules, merged) =>
      shadows.add(overriddenIn(ofSync, rules, merged, times.isCovered)),
    );
    demandActive(desired.flatMap(({ sync, active }) => (active ? [sync] : [])));
    const compared = baseByTenant && compare(tenant, baseByTenant.get(tenant.name) ?? []);
    const brought = compared && { broughtBy: compared.broughtBy };
    const difference = diff(tenant, desired, {
      ...{ secret, unsure, spanOf: times.spanOf, ...(await known), ...brought },
    });
    const warnings = warningsOf?.(tenant) ?? [];
    const released = problems.length > 0 ? [] : (compared?.released(desired) ?? []);
    return { difference, problems, warnings, released, atBase: compared?.problems ?? [] };
  };
}

/** Nothing more is asked of a tenant where nothing differs. */
function hasChanges({ difference }: { readonly difference: Difference }): boolean {
  return difference.changes.length > 0;
}

/** One after the other: the second finds the journal read already. */
async function knownBy(journal: Looking<WawiReader>['journal']): Promise<KnownWrites> {
  return { cause: await journal.causes(), writtenAt: await journal.writes() };
}
