import { pauseBefore, unknownPace, withLanding, withStart } from './pace.ts';
import type { QuotaReading } from './reading.ts';

/** Seconds until the last of so many requests may start: at our own pace, with a server that counts from the first one on. */
export function quotaLasts(
  requests: number,
  { limit, intervalSeconds }: Pick<QuotaReading, 'limit' | 'intervalSeconds'>,
): number {
  let [pace, now, endsAt, remaining] = [unknownPace, 0, 0, 0];
  for (let request = 0; request < requests; request += 1) {
    const pause = pauseBefore(pace, now);
    now += pause === 'landing' ? 0 : pause;
    if (now >= endsAt) [endsAt, remaining] = [now + intervalSeconds * 1000, limit];
    remaining = Math.max(0, remaining - 1);
    pace = withLanding(withStart(pace, now), pace.order, { limit, remaining, intervalSeconds }, now);
  }
  return now / 1000;
}
