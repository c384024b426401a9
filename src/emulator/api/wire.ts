import type { StoredSync, StoredTenant } from '../state/tenant.ts';
import { formatInterval, type IntervalForm, ticksPerSecond } from '../state/timeSpan.ts';
import { type Casing, renamed } from '../state/dialects.ts';

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

/** The API page, "Status". */
const states = { suspended: 0, successfulFinished: 3 };

/** A sync that has always run on time unless it is stopped: its runs take no time and never fail. `now` is in milliseconds since 1970. */
export function statusOf({ identifier, interval, isStopped }: StoredSync, now: number) {
  const idle = { identifier, progressText: '', progress: -1 };
  if (isStopped || interval === null || interval <= 0)
    return { ...idle, state: states.suspended, lastSync: null, nextSync: null };
  const pause = (interval / ticksPerSecond) * 1000;
  const last = Math.floor(now / pause) * pause;
  return {
    ...idle,
    state: states.successfulFinished,
    lastSync: new Date(last).toISOString(),
    nextSync: new Date(last + pause).toISOString(),
  };
}
