import { dateAfter } from '../../base/time/local.ts';
import type { Here } from '../../base/time/shown.ts';
import type { HistoryRecord } from '../../journal/history.ts';
import type { TimeSpan } from '../../reconcile/explain/explained.ts';

/** Why a value differed, and what became of it. */
export const driftCauses = ['git', 'live', 'unknown'] as const;
export const driftFates = ['corrected', 'failed', 'left'] as const;

type Count = Readonly<Record<(typeof driftCauses)[number] | (typeof driftFates)[number], number>>;

/** What differed in a stretch of time, in values. */
export type DriftBucket = TimeSpan & Count & { readonly total: number };

export type BucketUnit = 'hour' | 'day' | 'week';

const day = 86_400_000;

/** Hours for two days, days for two months, weeks beyond; two hours more where clocks are changed. */
export function unitOf({ from, to }: TimeSpan): BucketUnit {
  const hours = (to - from) / 3_600_000;
  if (hours <= 50) return 'hour';
  return hours <= 62 * 24 ? 'day' : 'week';
}

/** Each change of the span is in one bucket; a pass that came to no value is in none. Buckets begin as clocks show it. */
export function bucketsOf(
  records: readonly HistoryRecord[],
  span: TimeSpan,
  here: Here,
): readonly DriftBucket[] {
  const starts = startsOf(span, unitOf(span), here);
  const none = { git: 0, live: 0, unknown: 0, corrected: 0, failed: 0, left: 0, total: 0 };
  const buckets = starts.map((from, index) => ({ from, to: starts[index + 1] ?? span.to, ...none }));
  for (const record of records) {
    const at = Date.parse(record.time);
    if (record.kind !== 'change' || at < span.from || at >= span.to) continue;
    const bucket = buckets[placeOf(starts, at)]!;
    bucket[record.cause]++;
    bucket[fateOf(record.outcome)]++;
    bucket.total++;
  }
  return buckets;
}

function fateOf(outcome: Extract<HistoryRecord, { kind: 'change' }>['outcome']): (typeof driftFates)[number] {
  if (outcome === 'applied') return 'corrected';
  return outcome === 'failed' || outcome === 'notConverged' ? 'failed' : 'left';
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
