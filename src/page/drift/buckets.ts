import { dateAfter } from '../../base/time/local.ts';
import type { Here } from '../../base/time/shown.ts';
import {
  type DriftCount,
  type DriftTally,
  driftCauses,
  driftFates,
  noDrift,
} from '../../journal/recent/tally.ts';
import type { TimeSpan } from '../../reconcile/explain/explained.ts';

/** What differed in a stretch of time, in values. */
export type DriftBucket = TimeSpan & Readonly<DriftCount>;

export type BucketUnit = 'hour' | 'day' | 'week';

const day = 86_400_000;

/** Hours for two days, days for two months, weeks beyond; two hours more where clocks are changed. */
export function unitOf({ from, to }: TimeSpan): BucketUnit {
  const hours = (to - from) / 3_600_000;
  if (hours <= 50) return 'hour';
  return hours <= 62 * 24 ? 'day' : 'week';
}

/** What was counted in the span, each in one bucket. They begin as clocks show it, the first where the span does. */
export function bucketsOf(tally: DriftTally, span: TimeSpan, here: Here): readonly DriftBucket[] {
  const starts = startsOf(span, unitOf(span), here);
  const buckets = starts.map((from, index) => ({ from, to: starts[index + 1] ?? span.to, ...noDrift }));
  for (const [at, counts] of tally) {
    const bucket = buckets[placeOf(starts, at)]!;
    for (const part of [...driftCauses, ...driftFates, 'total'] as const) bucket[part] += counts[part];
  }
  return buckets;
}

/** The last that is not after it. */
function placeOf(starts: readonly number[], at: number): number {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle]! <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The first is where the span begins, each other where an hour, a day or a Monday does. */
function startsOf({ from, to }: TimeSpan, unit: BucketUnit, { calendar, timezone }: Here): readonly number[] {
  const starts = [from];
  const local = calendar.localAt(from, timezone);
  if (unit === 'hour') {
    const past = (Number(local.slice(14, 16)) * 60 + Number(local.slice(17))) * 1_000 + (from % 1_000);
    for (let at = from - past + 3_600_000; at < to; at += 3_600_000) starts.push(at);
    return starts;
  }
  const today = local.slice(0, 10);
  const untilMonday = (8 - new Date(`${today}T00:00:00Z`).getUTCDay()) % 7 || 7;
  const [first, step] = unit === 'day' ? [1, 1] : [untilMonday, 7];
  for (let days = first; days < (to - from) / day + 2; days += step) {
    const at = calendar.instantsOf(`${dateAfter(today, days)}T00:00:00`, timezone)[0]!;
    if (at > starts.at(-1)! && at < to) starts.push(at);
  }
  return starts;
}
