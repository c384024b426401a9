import { expect, test } from 'vitest';
import { createCalendar } from '../../base/calendar.ts';
import { hourLabels, hoursOf, place, tierFor, widthOf } from './axis.ts';

const here = { now: 0, timezone: 'Europe/Berlin', calendar: createCalendar() };

function hoursFrom(time: string) {
  const from = Date.parse(time);
  return hoursOf({ from, to: from + 86_400_000 }, here);
}

test('an hour that clocks show twice is labelled twice, and one that they skip not at all', () => {
  const back = hoursFrom('2026-10-24T16:05:00Z');
  expect(back.map(({ hour }) => hour).join(' ')).toContain('23 00 01 02 02 03 04');
  expect(hourLabels(back, 'now').filter(({ text, tier }) => text === '02' && tier <= 3)).toHaveLength(2);
  expect(
    hoursFrom('2026-03-28T16:05:00Z')
      .map(({ hour }) => hour)
      .join(' '),
  ).toContain('23 00 01 03 04');
});

test('a day begins where clocks show midnight', () => {
  const midnight = hoursFrom('2026-10-24T16:05:00Z').filter(({ date }) => date !== undefined);
  expect(midnight.map(({ date }) => date)).toEqual(['2026-10-25']);
});

test('labels that would collide are left out until there is room', () => {
  const label = (at: number) => ({ at, text: '08:00', anchor: 'middle' as const });
  const placed = place([label(0.5), label(0.52)]);
  expect(placed.map(({ at, tier }) => [at, tier])).toEqual(
    [
      [0.5, 0],
      [0.52, 5 - 1],
    ].slice(0, placed.length),
  );
  expect(tierFor('30m', 1)).toBe(0);
  expect(tierFor('30m', 0.0001)).toBeUndefined();
  expect(widthOf('08:00')).toBeGreaterThan(2);
});
