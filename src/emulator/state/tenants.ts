import { ApiRefusal } from './refusal.ts';
import type { StoredTenant, TenantKey } from './tenant.ts';

export type Tenants = {
  all(): readonly StoredTenant[];
  byName(name: string): StoredTenant | undefined;
  byTenantId(id: string): StoredTenant | undefined;
  byApiKey(key: string): StoredTenant | undefined;
  /** Adds the tenant, or puts it in the place of the one of its name. @throws ApiRefusal where another has its id or key. */
  put(tenant: StoredTenant): void;
  remove(tenant: StoredTenant): void;
};

export function createTenants(): Tenants {
  const names = new Map<string, StoredTenant>();
  const ids = new Map<string, StoredTenant>();
  const keys = new Map<string, StoredTenant>();
  const forget = ({ tenantId, apiKey }: StoredTenant) => {
    ids.delete(tenantId.toLowerCase());
    keys.delete(apiKey);
  };
  return {
    all: () => [...names.values()],
    byName: (name) => names.get(name),
    byTenantId: (id) => ids.get(id.toLowerCase()),
    byApiKey: (key) => keys.get(key),
    put(tenant) {
      refuseTaken(tenant, ids.get(tenant.tenantId.toLowerCase()), 'tenantId');
      refuseTaken(tenant, keys.get(tenant.apiKey), 'apiKey');
      const present = names.get(tenant.name);
      if (present) forget(present);
      names.set(tenant.name, tenant);
      ids.set(tenant.tenantId.toLowerCase(), tenant);
      keys.set(tenant.apiKey, tenant);
    },
    remove(tenant) {
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
