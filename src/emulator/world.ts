import type { Setup } from './api/installation.ts';
import type { EmulatedWorld } from './faults/faults.ts';
import { createFaults } from './faults/faults.ts';
import type { FaultRule } from './faults/kinds.ts';
import { createQuota, type QuotaRule } from './faults/quota.ts';
import { prepareSyncs } from './state/prepareSyncs.ts';
import { createRequestLog } from './state/requestLog.ts';
import type { StoredTenant, TenantKey } from './state/tenant.ts';
import { createTenants, type EmulatedTenant, makeTenant } from './state/tenants.ts';
import { createTokens, scopes } from './state/tokens.ts';

/** What is emulated, apart from the address that it is served on; what is left out has a default. */
export type WorldOptions = Partial<Omit<Setup, 'client' | 'defaultSyncs'>> & {
  /** How many, or which. Default: one, called `default`. */
  readonly tenants?: number | readonly EmulatedTenant[];
  /** Per tenant, where the tenant brings none of its own. Default: 10. */
  readonly syncs?: number;
  readonly faults?: readonly FaultRule[];
  readonly quota?: QuotaRule;
  readonly clientId?: string;
  readonly clientSecret?: string;
  /** The on-premise key of the first tenant. */
  readonly apiKey?: string;
  /** How many of the latest requests are kept, at least. Default: 100,000. */
  readonly logLimit?: number;
};

const usual = {
  dialect: '2.0',
  seed: 1,
  scopes,
  requiresScope: false,
  tokenLifetime: 3_600,
  latency: 0,
  intervalForm: 'timespan',
} as const satisfies Partial<Setup>;

/**
 * `clock` is for options that bring none of their own; nobody can guess what `newToken` gives.
 * @throws ApiRefusal where tenants do not go together.
 */
export function createWorld(
  options: WorldOptions,
  clock: Pick<Setup, 'now' | 'monotonic'>,
  newToken: () => string,
): EmulatedWorld {
  const { clientId: id = 'sollist-emulator', clientSecret: secret = 'emulator-secret', syncs = 10 } = options;
  const chosen = { ...usual, ...clock, ...options };
  const { seed, monotonic, tokenLifetime } = chosen;
  const world: EmulatedWorld = {
    setup: { ...chosen, client: { id, secret }, defaultSyncs: prepareSyncs(syncs, seed) },
    tenants: createTenants(),
    tokens: createTokens(tokenLifetime, monotonic, newToken),
    log: createRequestLog(options.logLimit ?? 100_000),
    faults: createFaults(options.faults ?? [], seed),
    quota: options.quota && createQuota(options.quota, monotonic),
  };
  for (const tenant of firstTenants(options)) ensureTenant(tenant, world);
  return world;
}

function firstTenants({ tenants = 1, apiKey }: WorldOptions): readonly EmulatedTenant[] {
  const wanted = typeof tenants === 'number' ? namedTenants(tenants) : tenants;
  return apiKey === undefined
    ? wanted
    : wanted.map((tenant, index) => (index === 0 ? { ...tenant, apiKey } : tenant));
}

const tiers = ['gold', 'silver', 'bronze'] as const;

function namedTenants(count: number): readonly EmulatedTenant[] {
  if (count === 1) return [{ name: 'default' }];
  return Array.from({ length: count }, (_, index) => ({
    name: `tenant-${String(index + 1).padStart(4, '0')}`,
    labels: { tier: tiers[index % tiers.length]! },
  }));
}

/** The tenant of this name, which is added where there is none yet. */
export function ensureTenant(wanted: EmulatedTenant, { tenants, setup }: EmulatedWorld): TenantKey {
  const present = tenants.byName(wanted.name);
  if (present) return keyOf(present);
  const tenant = makeTenant(wanted, setup);
  tenants.put(tenant);
  return keyOf(tenant);
}

export function keyOf({ name, tenantId, apiKey, labels }: StoredTenant): TenantKey {
  return { name, tenantId, apiKey, labels };
}
