import type { Sync } from '../state/tenant.ts';
import { ticksPerSecond } from '../state/timeSpan.ts';

/** The API page, "Status". */
const states = { suspended: 0, successfulFinished: 3 };

/** A sync that has always run on time unless it is stopped: its runs take no time and never fail. `now` is in milliseconds since 1970. */
export function statusOf({ identifier, interval, isStopped }: Sync, now: number) {
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
