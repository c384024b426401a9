import { expect, test } from 'vitest';
import { located, wants } from '../../test/support/build.ts';
import { createCalendar } from '../base/calendar.ts';
import type { Window } from '../model/document.ts';
import { durationOfSeconds } from '../model/duration.ts';
import { createWindowTimes } from './windowTimes.ts';

const moment = { now: Date.parse('2026-06-07T23:00:00+02:00'), timezone: 'Europe/Berlin' };
const { isCovered, spanOf } = createWindowTimes(moment, createCalendar());

function window(start: string, hours: number): Window {
  return { ...wants(60), start: located(start), duration: durationOfSeconds(hours * 3_600) };
}

test.each([
  ['one that lasts as long', '0 22 * * *', 8, [['0 22 * * *', 8]], true],
  ['one that ends earlier', '0 22 * * *', 8, [['0 22 * * *', 7.5]], false],
  [
    'two that take turns',
    '0 8 * * *',
    4,
    [
      ['0 7 * * *', 3],
      ['0 10 * * *', 4],
    ],
    true,
  ],
  [
    'two with a gap',
    '0 8 * * *',
    4,
    [
      ['0 7 * * *', 3],
      ['30 10 * * *', 4],
    ],
    false,
  ],
  ['one that lacks a month', '0 8 * * *', 1, [['0 8 * 1-11 *', 1]], false],
  ['one that opens each minute', '0 8 29 2 *', 1, [['* * * * *', 1]], true],
  ['elapsed time, on days on which clocks change', '0 0 * * *', 24, [['0 0 * * *', 23.5]], false],
] as const)('by %s', (_, start, hours, by, expected) => {
  expect(
    isCovered(
      window(start, hours),
      by.map(([other, length]) => window(other, length)),
    ),
  ).toBe(expected);
});

test('what holds always is covered by what is always open', () => {
  expect(isCovered(undefined, [window('0 8 * * *', 24)])).toBe(true);
  expect(isCovered(undefined, [window('0 8 * * *', 23)])).toBe(false);
});

test('a window closes when it does not open again before', () => {
  expect(spanOf(window('0 22 * * *', 8)).closes).toBe(Date.parse('2026-06-08T06:00:00+02:00'));
  expect(spanOf(window('0 22 * * *', 24)).closes).toBeUndefined();
});
