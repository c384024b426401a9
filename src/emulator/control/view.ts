import { workerSyncItem } from '../api/wire.ts';
import type { StoredSync, StoredTenant } from '../state/tenant.ts';
import { formatInterval } from '../state/timeSpan.ts';

export function showTenant({ name, tenantId, apiKey, labels, unreachable, syncs }: StoredTenant): unknown {
  return { name, tenantId, apiKey, labels, unreachable, syncs: syncs.map(showSync) };
}

export function showSync(sync: StoredSync): unknown {
  const minimumInterval = formatInterval(sync.minimumInterval, 'timespan');
  return { ...workerSyncItem(sync, 'timespan'), minimumInterval };
}
