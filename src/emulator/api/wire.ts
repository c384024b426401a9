import { type Casing, renamed } from '../state/dialects.ts';
import type { StoredSync, StoredTenant } from '../state/tenant.ts';
import { formatInterval, type IntervalForm } from '../state/timeSpan.ts';
import { tellState } from '../state/workerState.ts';

/** What `GET …/workers` answers. */
export function listOf(tenant: StoredTenant, naming: Casing, form: IntervalForm): Buffer {
  const known = tenant.lists.get(naming);
  if (known) return known;
  const items = tenant.syncs.map((sync) => renamed(workerSyncItem(sync, form), naming));
  const body = Buffer.from(JSON.stringify(items));
  tenant.lists.set(naming, body);
  return body;
}

/** One sync as the API shows it, in camelCase. */
export function workerSyncItem(sync: StoredSync, form: IntervalForm) {
  return {
    identifier: sync.identifier,
    syncName: sync.syncName,
    salesChannelName: sync.salesChannelName,
    salesChannelId: sync.salesChannelId,
    interval: sync.interval === null ? null : formatInterval(sync.interval, form),
    reportProgress: sync.reportProgress,
    configurations: sync.options.map((option) => ({
      identifier: option.identifier,
      displayName: option.displayName,
      displayDescription: option.displayDescription,
      type: option.type,
      currentValue: option.value,
      isRequired: option.isRequired,
    })),
  };
}

/** One sync's status as the API shows it, in camelCase. `now` is in milliseconds since 1970. */
export function statusOf(sync: StoredSync, now: number, naming: Casing) {
  const { state, lastSync, nextSync } = tellState(sync, now);
  const times = { lastSync: timeIn(lastSync, naming), nextSync: timeIn(nextSync, naming) };
  return { identifier: sync.identifier, state, progressText: '', progress: -1, ...times };
}

/** 1.x writes seven decimals. */
function timeIn(milliseconds: number | null, naming: Casing): string | null {
  if (milliseconds === null) return null;
  const text = new Date(milliseconds).toISOString();
  return naming === 'PascalCase' ? text.replace('Z', '0000Z') : text;
}
