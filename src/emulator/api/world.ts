import type { Faults } from '../faults/faults.ts';
import type { Quota } from '../faults/quota.ts';
import { Refusal } from '../state/refusal.ts';
import type { RequestLog } from '../state/requestLog.ts';
import type { Sync, Tenant } from '../state/tenant.ts';
import type { IntervalForm } from '../state/timeSpan.ts';
import type { Scope, Tokens } from '../state/tokens.ts';
import type { Rules } from './dialects.ts';

/** What does not change while the emulator runs. */
export type Setup = {
  readonly rules: Rules;
  readonly seed: number;
  readonly client: { readonly id: string; readonly secret: string };
  /** What the client and the on-premise keys may do. */
  readonly scopes: readonly Scope[];
  readonly requiresScope: boolean;
  /** In seconds. */
  readonly tokenLifetime: number;
  /** Added to every call, in milliseconds. */
  readonly latency: number;
  readonly intervalForm: IntervalForm;
  readonly defaultSyncs: (tenant: string) => readonly Sync[];
  readonly now: () => number;
};

/** Everything there is behind the emulator's address. */
export type World = {
  readonly setup: Setup;
  readonly tenants: Tenants;
  readonly tokens: Tokens;
  readonly log: RequestLog;
  faults: Faults;
  quota: Quota | undefined;
};

export type Tenants = {
  all(): readonly Tenant[];
  byName(name: string): Tenant | undefined;
  byTenantId(id: string): Tenant | undefined;
  byApiKey(key: string): Tenant | undefined;
  /** Adds the tenant, or puts it in the place of the one of its name. @throws Refusal where another has its id or key. */
  put(tenant: Tenant): void;
  remove(name: string): boolean;
};

export function createTenants(): Tenants {
  const names = new Map<string, Tenant>();
  const ids = new Map<string, Tenant>();
  const keys = new Map<string, Tenant>();
  const remove = (name: string) => {
    const tenant = names.get(name);
    if (!tenant) return false;
    ids.delete(tenant.tenantId.toLowerCase());
    keys.delete(tenant.apiKey);
    return names.delete(name);
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
      if (present) {
        ids.delete(present.tenantId.toLowerCase());
        keys.delete(present.apiKey);
      }
      names.set(tenant.name, tenant);
      ids.set(tenant.tenantId.toLowerCase(), tenant);
      keys.set(tenant.apiKey, tenant);
    },
    remove,
  };
}

function refuseTaken(tenant: Tenant, holder: Tenant | undefined, what: 'tenantId' | 'apiKey'): void {
  if (holder && holder.name !== tenant.name) {
    throw new Refusal(409, 'taken', `the ${what} of ${tenant.name} is that of ${holder.name} already`);
  }
}
