import { pauseBefore, unknownPace, withLanding, withStart } from './pace.ts';
import type { QuotaReading } from './reading.ts';

type Quota = Pick<QuotaReading, 'limit' | 'intervalSeconds'>;

/** Seconds until the last of so many requests may start: at our own pace, with a server that counts from the first one on. */
export function quotaLasts(requests: number, quota: Quota): number {
  return createLasting(quota)(requests);
}

/** The same, to be asked again and again: each start is reckoned once. */
export function createLasting({ limit, intervalSeconds }: Quota): (requests: number) => number {
  /** By the number of requests: when the last of them starts, in seconds. */
  const starts = [0];
  let [pace, now, endsAt, remaining] = [unknownPace, 0, 0, 0];
  return (requests) => {
    while (starts.length <= requests) {
      const pause = pauseBefore(pace, now);
      now += pause === 'landing' ? 0 : pause;
      if (now >= endsAt) [endsAt, remaining] = [now + intervalSeconds * 1000, limit];
      remaining = Math.max(0, remaining - 1);
      pace = withLanding(withStart(pace, now), pace.order, { limit, remaining, intervalSeconds }, now);
      starts.push(now / 1000);
    }
    return starts[requests]!;
  };
}
