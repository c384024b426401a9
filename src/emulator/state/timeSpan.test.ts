import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatInterval, parseInterval } from './timeSpan.ts';

test('an interval is written and read again to the tick, in either form', () => {
  const ticks = fc.integer({ min: 0, max: 99_999_999 * 10_000_000 });
  fc.assert(
    fc.property(ticks, (interval) => {
      expect(parseInterval(formatInterval(interval, 'timespan'))).toBe(interval);
      expect(parseInterval(formatInterval(interval, 'iso'))).toBe(interval);
    }),
  );
});

test('a part of a second has as many digits as it needs', () => {
  expect([parseInterval('00:00:00.5'), parseInterval('PT0.5S')]).toEqual([5_000_000, 5_000_000]);
});

test('a negative interval is a TimeSpan too', () => {
  expect(formatInterval(parseInterval('-1.00:00:00.5000000')!, 'timespan')).toBe('-1.00:00:00.5000000');
});

test.each([
  ['00:05:00', 'PT5M'],
  ['1.00:00:00', 'P1D'],
  ['00:00:00', 'PT0S'],
  ['1.02:03:04.0500000', 'P1DT2H3M4.05S'],
])('%s and %s are the same interval', (timeSpan, iso) => {
  expect(parseInterval(iso)).toBe(parseInterval(timeSpan));
  expect(formatInterval(parseInterval(timeSpan)!, 'iso')).toBe(iso);
  expect(formatInterval(parseInterval(iso)!, 'timespan')).toBe(timeSpan);
});

test.each(['5', '300', '5m', '24:00:00', '00:60:00', '00:05', '', 'P', 'PT', 'P1Y'])(
  '%j is no interval',
  (text) => {
    expect(parseInterval(text)).toBeUndefined();
  },
);
