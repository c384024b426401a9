import { workerSyncItem } from '../api/wire.ts';
import { invalid } from '../state/check.ts';
import type { StoredSync, StoredTenant } from '../state/tenant.ts';
import { formatInterval } from '../state/timeSpan.ts';
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
    tenants: tenants.map(showTenant),
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

export function showTenant({ name, tenantId, apiKey, labels, unreachable, syncs }: StoredTenant): unknown {
  return { name, tenantId, apiKey, labels, unreachable, syncs: syncs.map(showSync) };
}

export function showSync(sync: StoredSync): unknown {
  const minimumInterval = formatInterval(sync.minimumInterval, 'timespan');
  return { ...workerSyncItem(sync, 'timespan'), minimumInterval };
}
