import { uuidOf } from './identity.ts';
import { type LiveSync, readSyncs } from './readSyncs.ts';
import { ApiRefusal } from './refusal.ts';
import { createTenant, type StoredSync, type StoredTenant, type TenantKey } from './tenant.ts';

export type Tenants = ReturnType<typeof createTenants>;

/** All tenants, found by name, id or key. */
export function createTenants() {
  const names = new Map<string, StoredTenant>();
  const ids = new Map<string, StoredTenant>();
  const keys = new Map<string, StoredTenant>();
  const forget = ({ tenantId, apiKey }: StoredTenant) => {
    ids.delete(tenantId.toLowerCase());
    keys.delete(apiKey);
  };
  return {
    all: (): readonly StoredTenant[] => [...names.values()],
    byName: (name: string) => names.get(name),
    byTenantId: (id: string) => ids.get(id.toLowerCase()),
    byApiKey: (key: string) => keys.get(key),
    /** Adds the tenant, or puts it in the place of the one of its name. @throws ApiRefusal where another has its id or key. */
    put(tenant: StoredTenant): void {
      refuseTaken(tenant, ids.get(tenant.tenantId.toLowerCase()), 'tenantId');
      refuseTaken(tenant, keys.get(tenant.apiKey), 'apiKey');
      const present = names.get(tenant.name);
      if (present) forget(present);
      names.set(tenant.name, tenant);
      ids.set(tenant.tenantId.toLowerCase(), tenant);
      keys.set(tenant.apiKey, tenant);
    },
    remove(tenant: StoredTenant): void {
      names.delete(tenant.name);
      forget(tenant);
    },
  };
}

function refuseTaken({ name }: TenantKey, holder: TenantKey | undefined, what: string): void {
  if (holder && holder.name !== name) {
    throw new ApiRefusal(409, 'taken', `the ${what} of ${name} is that of ${holder.name} already`);
  }
}

/** What is left out is made up from the seed. */
export type EmulatedTenant = Pick<TenantKey, 'name'> &
  Partial<TenantKey> & {
    /** Its state, as `GET /v2/workers` would show it. */
    readonly syncs?: readonly LiveSync[];
  };

type Defaults = {
  readonly seed: number;
  readonly defaultSyncs: (tenant: string) => readonly StoredSync[];
  readonly now: () => number;
};

/** What is left out stays as it is at `present`; for a new tenant it is made up. @throws ApiRefusal for syncs that are none. */
export function makeTenant(
  { name, ...wanted }: Omit<EmulatedTenant, 'syncs'> & { readonly syncs?: unknown },
  { seed, defaultSyncs, now }: Defaults,
  present?: StoredTenant,
): StoredTenant {
  const key = {
    name,
    tenantId: wanted.tenantId ?? present?.tenantId ?? uuidOf('tenant', seed, name),
    apiKey: wanted.apiKey ?? present?.apiKey ?? uuidOf('key', seed, name),
    labels: wanted.labels ?? present?.labels ?? {},
  };
  const { syncs } = wanted;
  const kept = () => present?.syncs ?? defaultSyncs(name);
  const owner = { tenant: name, seed, now };
  const tenant = createTenant(key, syncs === undefined ? kept() : readSyncs(syncs, owner));
  const { unreachable = false, workerDownSince, dialect } = present ?? {};
  return { ...tenant, unreachable, workerDownSince, dialect };
}
