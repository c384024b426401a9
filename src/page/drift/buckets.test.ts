import fc from 'fast-check';
import { expect, test } from 'vitest';
import { runs } from '../../../test/support/runs.ts';
import { createCalendar } from '../../base/calendar.ts';
import type { HistoryRecord } from '../../journal/history.ts';
import { createTally, driftCauses, driftFates } from '../../journal/recent/tally.ts';
import { bucketsOf, unitOf } from './buckets.ts';

const calendar = createCalendar();
const here = { now: 0, timezone: 'Europe/Berlin', calendar };
const hour = 3_600_000;

const outcomes = ['applied', 'failed', 'notConverged', 'refused', undefined] as const;
const record = (at: number, cause: (typeof driftCauses)[number], outcome: (typeof outcomes)[number]) =>
  ({ kind: 'change', time: new Date(at).toISOString(), cause, ...(outcome && { outcome }) }) as HistoryRecord;

function tallyOf(records: readonly HistoryRecord[]) {
  const tally = createTally();
  for (const one of records) tally.add(one);
  return tally.all;
}

test('each record of the span is in one bucket, and what they count is all of them', () => {
  const begins = fc.constantFrom('2026-10-24T11:17:00Z', '2026-03-28T00:00:00Z', '2026-11-26T08:20:00Z');
  const drawn = fc.array(
    fc.tuple(
      fc.double({ min: -0.1, max: 1.1, noNaN: true }),
      fc.constantFrom(...driftCauses),
      fc.constantFrom(...outcomes),
    ),
  );
  fc.assert(
    fc.property(begins, fc.integer({ min: 1, max: 24 * 200 }), drawn, (begin, hours, those) => {
      const from = Date.parse(begin);
      const span = { from, to: from + hours * hour };
      const at = (share: number) => Math.round(from + share * hours * hour);
      const records = those
        .map(([share, cause, outcome]) => record(at(share), cause, outcome))
        .filter(({ time }) => Date.parse(time) >= span.from && Date.parse(time) < span.to);
      const buckets = bucketsOf(tallyOf(records), span, here);
      expect([buckets[0]!.from, buckets.at(-1)!.to]).toEqual([span.from, span.to]);
      for (const [index, { from: start, to }] of buckets.entries()) {
        expect(to).toBeGreaterThan(start);
        if (index > 0) expect(start).toBe(buckets[index - 1]!.to);
        const inside = records.filter(({ time }) => Date.parse(time) >= start && Date.parse(time) < to);
        const { total, ...counts } = buckets[index]!;
        expect(total).toBe(inside.length);
        for (const parts of [driftCauses, driftFates])
          expect(parts.reduce((sum, part) => sum + counts[part], 0)).toBe(total);
      }
    }),
    runs(50),
  );
});

test('days begin at midnight, also where clocks are changed, and weeks on Mondays', () => {
  const from = Date.parse('2026-10-20T10:00:00Z');
  const local = (days: number) =>
    bucketsOf(new Map(), { from, to: from + days * 24 * hour }, here)
      .slice(1)
      .map((bucket) => calendar.localAt(bucket.from, here.timezone));
  expect(new Set(local(10).map((text) => text.slice(11)))).toEqual(new Set(['00:00:00']));
  expect(local(10)).toContain('2026-10-26T00:00:00');
  expect(local(90).every((text) => new Date(`${text}Z`).getUTCDay() === 1)).toBe(true);
  expect([1, 2, 31, 90].map((days) => unitOf({ from, to: from + days * 24 * hour }))).toEqual([
    'hour',
    'hour',
    'day',
    'week',
  ]);
});
