import { expect, test } from 'vitest';
import { createCalendar } from '../calendar.ts';
import { fullTime, shownTime } from './shown.ts';

const berlin = {
  now: Date.parse('2026-11-26T13:30:00Z'),
  timezone: 'Europe/Berlin',
  calendar: createCalendar(),
};

test.each([
  ['2026-11-25T23:00:00Z', 'today 00:00'],
  ['2026-11-26T22:59:59.900Z', 'today 23:59:59'],
  ['2026-11-26T23:00:00Z', 'tomorrow 00:00'],
  ['2026-11-25T22:10:00Z', 'yesterday 23:10'],
  ['2026-11-30T07:00:00Z', 'Mon 08:00'],
  ['2026-12-02T22:59:00Z', 'Wed 23:59'],
  ['2026-12-02T23:00:00Z', '2026-12-03 00:00'],
  ['2026-11-24T07:00:00Z', '2026-11-24 08:00'],
  ['2026-10-25T00:30:00Z', '2026-10-25 02:30+02:00'],
  ['2026-10-25T01:30:00Z', '2026-10-25 02:30+01:00'],
])('%s is %s, read on a Thursday in Berlin', (at, shown) => {
  expect(shownTime(Date.parse(at), berlin)).toBe(shown);
});

test('in full there is the day, the date and the zone', () => {
  expect(fullTime(Date.parse('2026-11-30T05:00:00Z'), berlin)).toBe('Mon 2026-11-30 06:00 (Europe/Berlin)');
  const newYork = { ...berlin, timezone: 'America/New_York' };
  expect(fullTime(Date.parse('2026-11-01T05:30:00Z'), newYork)).toBe(
    'Sun 2026-11-01 01:30-04:00 (America/New_York)',
  );
});
