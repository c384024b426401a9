import { expect, test } from 'vitest';
import { dateAfter, localText, parseLocal, weekdayOf } from './local.ts';

test('what clocks in UTC show is read back', () => {
  expect(localText(parseLocal('2028-02-29T23:59:59')!)).toBe('2028-02-29T23:59:59');
});

test.each(['2026-02-29T00:00:00', '2026-01-01T24:00:00', '2026-01-01', ''])(
  '%j is shown by none',
  (local) => {
    expect(parseLocal(local)).toBeUndefined();
  },
);

test('days follow one another over months, years and leap days', () => {
  expect(dateAfter('2028-02-28', 1)).toBe('2028-02-29');
  expect(dateAfter('2027-01-01', -1)).toBe('2026-12-31');
  expect(weekdayOf('2026-11-30')).toBe('Mon');
});
