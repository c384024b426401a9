import { foldId } from '../../base/uuid.ts';
import { syncKey } from '../../model/fields/index.ts';
import type { ObservedTenant } from '../../model/observed.ts';
import type { TenantSettings } from '../../model/settings.ts';
import { withAllowance } from '../approve.ts';
import { demandActive, observeEach } from '../observe.io.ts';
import { type Correcting, send } from '../pass.io.ts';
import type { Plan } from '../plan.ts';
import type { Report } from '../report.ts';
import { readAll } from '../secrets.io.ts';
import { planFrom, recheck, staleRefusals } from './recheck.ts';
import { type SavedPlan, secretsOf } from './savedPlan.ts';

/** Applies exactly what was reviewed, or nothing: where anything that it touches has changed since, it is refused. */
export async function correctSaved(
  saved: SavedPlan,
  all: readonly TenantSettings[],
  world: Correcting,
): Promise<Report> {
  const { sha256, concurrency, stop } = world;
  const names = new Set(saved.tenants.map(({ name }) => name));
  const tenants = all.filter(({ name }) => names.has(name));
  const secrets = await readAll(secretsOf(saved), world.readSecret);
  const gone = moved(saved, tenants);
  const nothing = (problems: Plan['problems']) =>
    planFrom(saved, { changes: [], inSync: 0, stale: gone }, [], problems, sha256);
  if (gone.length > 0) return { kind: 'refused', plan: nothing([]), refusals: staleRefusals(gone) };
  if (secrets.problems.length > 0) return { kind: 'problems', plan: nothing(secrets.problems) };

  const { readsActive, lookAt } = askingForActive(saved);
  const observed = await observeEach(tenants, world.open, lookAt, {
    ...{ concurrency, signal: stop, readsActive },
    onProgress: (done, total) => world.onProgress?.('read', done, total),
  });
  const checked = recheck(saved, observed.tenants, { secret: secrets.secret, sha256 });
  const plan = withAllowance(planFrom(saved, checked, observed.failures, [], sha256), world.policy);
  if (checked.stale.length > 0) return { kind: 'refused', plan, refusals: staleRefusals(checked.stale) };
  return plan.changes.length === 0 ? { kind: 'inSync', plan } : send(plan, tenants, observed.opened, world);
}

/** The status is read where the plan starts or stops a sync, and has to tell of that one. */
function askingForActive({ changes }: SavedPlan) {
  const steered = changes.filter(({ fields }) => fields.some(({ field }) => field === 'active'));
  const [tenants, syncs] = [new Set(steered.map(({ tenant }) => tenant)), new Set(steered.map(syncKey))];
  return {
    readsActive: (tenant: string) => tenants.has(tenant),
    async lookAt(tenant: ObservedTenant) {
      demandActive(tenant.syncs.filter((sync) => syncs.has(syncKey({ tenant: tenant.name, sync }))));
      return tenant;
    },
  };
}

/** Why the names of a saved plan's tenants do not lead to where they led. The files behind it do not matter; this does. */
function moved(saved: SavedPlan, tenants: readonly TenantSettings[]): readonly string[] {
  const byName = new Map(tenants.map((tenant) => [tenant.name, tenant]));
  return saved.tenants.flatMap(({ name, tenantId }) => {
    const found = byName.get(name);
    if (!found) return [`the tenant ${name} of the saved plan is not among those that are worked on`];
    const [then, now] = [tenantId, found.connection.tenantId].map((id) => foldId(id ?? ''));
    return then === now ? [] : [`the tenant ${name} has another tenant id than when the plan was saved`];
  });
}
