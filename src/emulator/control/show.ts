import { workerSyncItem } from '../api/wire.ts';
import { invalid } from '../state/check.ts';
import type { StoredSync, StoredTenant } from '../state/tenant.ts';
import { formatInterval } from '../state/timeSpan.ts';
import { tellState, toldAt } from '../state/workerState.ts';
import { type Order, tenantOf } from './order.ts';

export function showState(order: Order): unknown {
  const { call, world } = order;
  const name = call.query.get('tenant');
  const tenants = name === null ? world.tenants.all() : [tenantOf(order, name)];
  return {
    dialect: world.setup.dialect,
    seed: world.setup.seed,
    faults: world.faults.rules,
    quota: world.quota?.rule ?? null,
    tenants: tenants.map((tenant) => showTenant(tenant, world.setup.now())),
  };
}

export function showRequests({ call: { query }, world }: Order): unknown {
  const wanted = (field: string, value: unknown) => !query.has(field) || query.get(field) === String(value);
  const found = world.log.entries.filter(
    ({ tenant, method, status }) =>
      wanted('tenant', tenant) && wanted('method', method) && wanted('status', status),
  );
  return { total: found.length, requests: found.slice(-readLimit(query)) };
}

function readLimit(query: URLSearchParams): number {
  const text = query.get('limit') ?? '100';
  if (!/^[1-9]\d{0,8}$/.test(text)) throw invalid('limit', `is a whole number from 1 up, not ${text}`);
  return Number(text);
}

export function showTenant(tenant: StoredTenant, now: number): unknown {
  const { name, tenantId, apiKey, labels, unreachable, workerDownSince, syncs } = tenant;
  const at = toldAt(tenant, now);
  const workerDown = workerDownSince !== undefined;
  return {
    ...{ name, tenantId, apiKey, labels, unreachable, workerDown },
    syncs: syncs.map((sync) => showSync(sync, at)),
  };
}

/** As the API shows it in two lists, and what it does not show. */
export function showSync(sync: StoredSync, now: number): unknown {
  const minimumInterval = formatInterval(sync.minimumInterval, 'timespan');
  const { state } = tellState(sync, now);
  return {
    ...workerSyncItem(sync, 'timespan'),
    minimumInterval,
    state,
    controllable: sync.controllable ?? true,
  };
}
