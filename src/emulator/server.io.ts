import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Address, urlOf } from './api/address.ts';
import { type Dialect, rulesOf } from './api/dialects.ts';
import { createTenants, type Setup, type World } from './api/world.ts';
import { createFaults, type FaultRule } from './faults/faults.ts';
import { createQuota, type QuotaRule } from './faults/quota.ts';
import { createListener } from './routes.ts';
import { uuidOf } from './state/identity.ts';
import { type LiveSync, readSyncs } from './state/readSyncs.ts';
import { createRequestLog, type LoggedRequest } from './state/requestLog.ts';
import { createTenant, prepareSyncs, type Tenant, type TenantKey } from './state/tenant.ts';
import type { IntervalForm } from './state/timeSpan.ts';
import { createTokens, type Scope, scopes } from './state/tokens.ts';

/** What is left out is made up from the seed. */
export type EmulatedTenant = {
  readonly name: string;
  readonly tenantId?: string;
  readonly apiKey?: string;
  readonly labels?: Readonly<Record<string, string>>;
  /** Its state, as `GET /v2/workers` would show it. */
  readonly syncs?: readonly LiveSync[];
};

export type EmulatorOptions = {
  /** Default: a free port on 127.0.0.1. */
  readonly listen?: Address;
  /** Default: 2.0. */
  readonly dialect?: Dialect;
  /** How many, or which. Default: one, called `default`. */
  readonly tenants?: number | readonly EmulatedTenant[];
  /** Per tenant, where the tenant brings none of its own. Default: 10. */
  readonly syncs?: number;
  /** The same seed gives the same identifiers, state and faults. Default: 1. */
  readonly seed?: number;
  readonly faults?: readonly FaultRule[];
  readonly quota?: QuotaRule;
  /** In seconds. Default: an hour. */
  readonly tokenLifetime?: number;
  /** Added to every call of the worker API, in milliseconds. */
  readonly latency?: number;
  /** How intervals are written in answers; both forms are read. Default: timespan. */
  readonly intervalForm?: IntervalForm;
  readonly clientId?: string;
  readonly clientSecret?: string;
  /** The on-premise key of the first tenant. */
  readonly apiKey?: string;
  /** What the client and the keys may do. Default: read and write. */
  readonly scopes?: readonly Scope[];
  /** Whether a token request that asks for no scope is refused, as some issuers do. */
  readonly requiresScope?: boolean;
  /** How many of the latest requests are kept, at least. Default: 100,000. */
  readonly logLimit?: number;
  /** Milliseconds since 1970, for tokens, quotas and the log. */
  readonly now?: () => number;
};

export type Emulator = {
  /** The base URL, for the cloud and on-premise alike. */
  readonly url: string;
  readonly tokenUrl: string;
  readonly dialect: Dialect;
  readonly seed: number;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly apiKey: string;
  readonly tenants: readonly TenantKey[];
  /** The tenant of this name, which is added where there is none yet. */
  readonly ensureTenant: (tenant: EmulatedTenant) => TenantKey;
  /** The latest calls to the worker API and the token endpoint, oldest first. */
  readonly requests: readonly LoggedRequest[];
  /** Breaks what is still going on, and is done once the port is free. */
  close(): Promise<void>;
};

/**
 * Starts a local Wawi worker API with an OAuth token endpoint.
 * @throws Node's error where the address cannot be had, Refusal where tenants do not go together.
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const world = createWorld(options);
  const closing = new AbortController();
  const server = createServer({ keepAliveTimeout: 60_000 }, createListener(world, closing.signal));
  const { host, port } = options.listen ?? { host: '127.0.0.1', port: 0 };
  await listen(server, { host, port });
  const url = urlOf({ host, port: (server.address() as AddressInfo).port });
  const keys = world.tenants.all().map(keyOf);
  return {
    url,
    tokenUrl: `${url}/oauth2/token`,
    dialect: world.setup.rules.dialect,
    seed: world.setup.seed,
    clientId: world.setup.client.id,
    clientSecret: world.setup.client.secret,
    apiKey: keys[0]?.apiKey ?? '',
    tenants: keys,
    ensureTenant: (tenant) => ensureTenant(tenant, world),
    requests: world.log.entries,
    close: () => close(server, closing),
  };
}

function keyOf({ name, tenantId, apiKey, labels }: Tenant): TenantKey {
  return { name, tenantId, apiKey, labels };
}

function ensureTenant(wanted: EmulatedTenant, world: World): TenantKey {
  const present = world.tenants.byName(wanted.name);
  if (present) return keyOf(present);
  const tenant = firstTenant(wanted, world.setup);
  world.tenants.put(tenant);
  return keyOf(tenant);
}

function createWorld(options: EmulatorOptions): World {
  const { seed = 1, now = Date.now, tokenLifetime = 3_600 } = options;
  const setup: Setup = {
    rules: rulesOf(options.dialect ?? '2.0'),
    seed,
    client: {
      id: options.clientId ?? 'sollist-emulator',
      secret: options.clientSecret ?? 'emulator-secret',
    },
    scopes: options.scopes ?? scopes,
    requiresScope: options.requiresScope ?? false,
    tokenLifetime,
    latency: options.latency ?? 0,
    intervalForm: options.intervalForm ?? 'timespan',
    defaultSyncs: prepareSyncs(options.syncs ?? 10, seed),
    now,
  };
  const world: World = {
    setup,
    tenants: createTenants(),
    tokens: createTokens(tokenLifetime, now),
    log: createRequestLog(options.logLimit ?? 100_000),
    faults: createFaults(options.faults ?? [], seed),
    quota: options.quota && createQuota(options.quota, now),
  };
  for (const tenant of firstTenants(options, setup)) world.tenants.put(tenant);
  return world;
}

function firstTenants({ tenants = 1, apiKey }: EmulatorOptions, setup: Setup): readonly Tenant[] {
  const wanted = typeof tenants === 'number' ? namedTenants(tenants) : tenants;
  return wanted.map((tenant, index) =>
    firstTenant(index === 0 && apiKey !== undefined ? { ...tenant, apiKey } : tenant, setup),
  );
}

const tiers = ['gold', 'silver', 'bronze'] as const;

function namedTenants(count: number): readonly EmulatedTenant[] {
  if (count === 1) return [{ name: 'default' }];
  return Array.from({ length: count }, (_, index) => ({
    name: `tenant-${String(index + 1).padStart(4, '0')}`,
    labels: { tier: tiers[index % tiers.length]! },
  }));
}

function firstTenant({ name, tenantId, apiKey, labels, syncs }: EmulatedTenant, setup: Setup): Tenant {
  const key = {
    name,
    tenantId: tenantId ?? uuidOf('tenant', setup.seed, name),
    apiKey: apiKey ?? uuidOf('key', setup.seed, name),
    labels: labels ?? {},
  };
  const owner = { tenant: name, seed: setup.seed };
  return createTenant(key, syncs ? readSyncs(syncs, owner) : setup.defaultSyncs(name));
}

function listen(server: Server, { host, port }: Address): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port, backlog: 1_024 }, resolve);
  });
}

function close(server: Server, closing: AbortController): Promise<void> {
  closing.abort();
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
