import { expect, test } from 'vitest';
import { fakeClock } from '../../test/support/clock.ts';
import { createCalendar } from '../base/calendar.ts';
import { dueBy } from './schedule.ts';

const calendar = createCalendar();
const minute = 60_000;
const every5 = { schedule: '*/5 * * * *', timezone: 'UTC' };
const now = Date.parse('2026-03-04T12:01:00Z');

test.each([
  ['the next time, without chance', every5, 0, '2026-03-04T12:05:00Z', 5 * minute],
  ['at most a tenth of the gap later', every5, 0.999_999, '2026-03-04T12:05:29.999Z', 5 * minute],
  [
    'in the time zone',
    { schedule: '0 8 * * *', timezone: 'Europe/Berlin' },
    0,
    '2026-03-05T07:00:00Z',
    1_440 * minute,
  ],
] as const)('a pass is due %s', (_, settings, chance, at, gap) => {
  const world = { clock: fakeClock(now), random: () => chance, calendar };
  expect(dueBy(settings, world).due).toEqual({ at: Date.parse(at), gap });
});

test('no pass is due as long as nobody knows the schedule', () => {
  const world = { clock: fakeClock(now), random: () => 0, calendar };
  expect(dueBy(undefined, world)).toEqual({});
  expect(dueBy(every5, world).due?.gap).toBe(5 * minute);
});
