import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { runs } from '../../test/support/runs.ts';
import { createCalendar } from '../base/calendar.ts';
import { shownTime } from '../base/time/shown.ts';
import { timeText } from '../base/timestamp.ts';
import { type Direction, parseWhen } from './when.ts';

const calendar = createCalendar();
const berlin = 'Europe/Berlin';

function read(text: string, direction: Direction, now: string, timezone = berlin): string {
  const when = parseWhen(text, direction);
  return when.ok ? timeText(when.value({ now: Date.parse(now), timezone, calendar })) : when.why;
}

/** A Thursday, 14:30 in Berlin. */
const thursday = '2026-11-26T13:30:00Z';

describe('in Berlin on Thursday 26 November at 14:30', () => {
  test.each([
    ['now', '2026-11-26T13:30'],
    ['23:00', '2026-11-26T22:00'],
    ['14:30', '2026-11-27T13:30'],
    ['6:00', '2026-11-27T05:00'],
    ['23:00:30', '2026-11-26T22:00:30'],
    ['23:00Z', '2026-11-26T23:00'],
    ['+8h', '2026-11-26T21:30'],
    ['+1h30m', '2026-11-26T15:00'],
    ['+PT5M', '2026-11-26T13:35'],
    ['+00:05:00', '2026-11-26T13:35'],
    ['-2h', '2026-11-26T11:30'],
    ['today', '2026-11-25T23:00'],
    ['today 08:00', '2026-11-26T07:00'],
    ['tomorrow', '2026-11-26T23:00'],
    [' Tomorrow   06:00 ', '2026-11-27T05:00'],
    ['yesterday', '2026-11-24T23:00'],
    ['yesterday 23:10', '2026-11-25T22:10'],
    ['Mon 08:00', '2026-11-30T07:00'],
    ['monday', '2026-11-29T23:00'],
    ['Thu 14:31', '2026-11-26T13:31'],
    ['Thu 14:30', '2026-12-03T13:30'],
    ['2026-11-30', '2026-11-29T23:00'],
    ['2026-11-30T06:00', '2026-11-30T05:00'],
    ['2026-11-30 06:00:01', '2026-11-30T05:00:01'],
    ['Mon 2026-11-30 06:00', '2026-11-30T05:00'],
    ['2026-11-30T06:00Z', '2026-11-30T06:00'],
    ['2026-11-30T06:00-05:30', '2026-11-30T11:30'],
  ])('%j ahead is %s', (text, expected) => {
    expect(read(text, 'ahead', thursday)).toBe(timeText(Date.parse(`${expected}Z`)));
  });

  test.each([
    ['23:00', '2026-11-25T22:00'],
    ['14:30', '2026-11-26T13:30'],
    ['00:05:00', '2026-11-25T23:05'],
    ['2h', '2026-11-26T11:30'],
    ['36h', '2026-11-25T01:30'],
    ['2d', '2026-11-24T13:30'],
    ['-2h', '2026-11-26T11:30'],
    ['PT5M', '2026-11-26T13:25'],
    ['Thu 15:00', '2026-11-19T14:00'],
    ['today', '2026-11-25T23:00'],
  ])('%j back is %s', (text, expected) => {
    expect(read(text, 'back', thursday)).toBe(timeText(Date.parse(`${expected}Z`)));
  });

  test.each([
    ['8h', '+8h'],
    ['tomorow 06:00', 'tomorrow 06:00'],
    ['tomorrow at 06:00', 'tomorrow 06:00'],
    ['Mondy', 'Monday'],
    ['23.00', '23:00'],
    ['23h00', '23:00'],
    ['30.11.2026', '2026-11-30'],
    ['1.2.2026 6:00', '2026-02-01T06:00'],
  ])('%j ahead probably meant %j', (text, meant) => {
    expect(read(text, 'ahead', thursday)).toContain(`is no time: did you mean \`${meant}\`?`);
  });

  test.each(
    [
      [
        '',
        '24:00',
        '23:60',
        '23',
        '2026-02-30',
        '0001-01-01',
        'Tue 2026-11-30',
        '+',
        '+8',
        '+-8h',
        'today tomorrow',
        '++8h',
      ],
      [
        '+4000d',
        'tomorrow 25:00',
        'constructor',
        '__proto__ 06:00',
        '6:00+25:00',
        '\u001b[2J',
        'x'.repeat(1e5),
      ],
    ].flat(),
  )('%j is none, and the words for it list the forms', (text) => {
    const words = read(text, 'ahead', thursday);
    expect(words).toContain('is no time. A time is written like ');
    expect(words).toMatch(/23:00, \+8h, today, yesterday, tomorrow 06:00, Mon 08:00, 2026-11-30 or /);
    expect(words).not.toContain('\u001b');
  });
});

describe('on the days that are not of 24 hours', () => {
  test.each<[string, string, string, string]>([
    ['a time that is skipped is when it is', '02:30', '2026-03-28T23:30Z', '2026-03-29T01:00Z'],
    ['so it is on a day that is named', 'tomorrow 02:30', '2026-03-28T12:00Z', '2026-03-29T01:00Z'],
    ['the day after it is there again', '02:30', '2026-03-29T01:00Z', '2026-03-30T00:30Z'],
    ['a time that is shown twice is the first', '02:30', '2026-10-24T23:30Z', '2026-10-25T00:30Z'],
    ['and once that is over, the second', '02:30', '2026-10-25T00:40Z', '2026-10-25T01:30Z'],
    ['and then that of the next day', '02:30', '2026-10-25T01:30Z', '2026-10-26T01:30Z'],
    ['the second has an offset of its own', 'today 02:30+01:00', '2026-10-24T23:30Z', '2026-10-25T01:30Z'],
    ['hours are hours', '+8h', '2026-10-24T20:00Z', '2026-10-25T04:00Z'],
    ['days keep the time of day', '+1d', '2026-10-24T10:00Z', '2026-10-25T11:00Z'],
    ['also backwards', '-1d', '2026-03-29T10:00Z', '2026-03-28T11:00Z'],
    ['tomorrow begins where it does', 'tomorrow', '2026-10-24T10:00Z', '2026-10-24T22:00Z'],
    ['29 February comes', 'tomorrow 06:00', '2028-02-28T12:00Z', '2028-02-29T05:00Z'],
    ['and goes', 'tomorrow 06:00', '2028-02-29T12:00Z', '2028-03-01T05:00Z'],
  ])('%s: %s at %s is %s', (_, text, now, expected) => {
    expect(read(text, 'ahead', now)).toBe(timeText(Date.parse(expected)));
  });

  it('a day that a zone skips begins where the next one does', () => {
    expect(read('tomorrow', 'ahead', '2011-12-30T02:00Z', 'Pacific/Apia')).toBe('2011-12-30T10:00:00.000Z');
  });
});

/** Around both changes of each year and beyond, in zones that change by an hour, half an hour, never, and far from UTC. */
const zones = fc.constantFrom(
  berlin,
  'Australia/Lord_Howe',
  'America/New_York',
  'Asia/Kathmandu',
  'Pacific/Kiritimati',
  'UTC',
);
const seconds = (days: number) => fc.integer({ min: -days * 86_400, max: days * 86_400 });
const moments = fc
  .tuple(
    fc.constantFrom('2026-03-29T01:00Z', '2026-10-25T01:00Z', '2026-04-04T15:00Z', '2028-02-29T00:00Z'),
    seconds(3),
  )
  .map(([near, off]) => Date.parse(near) + off * 1000);

it('reads every time that is shown', () => {
  fc.assert(
    fc.property(moments, seconds(20), zones, (now, off, timezone) => {
      const at = now + off * 1000;
      const here = { now, timezone, calendar };
      const when = parseWhen(shownTime(at, here), 'ahead');
      expect(when.ok && timeText(when.value(here))).toBe(timeText(at));
    }),
    runs(300),
  );
});

it('finds a time of day after now and before it, within a day or the two that a change makes of it', () => {
  const times = fc.integer({ min: 0, max: 1439 }).map((one) => timeText(one * 60_000).slice(11, 16));
  fc.assert(
    fc.property(moments, times, zones, (now, time, timezone) => {
      const at = (direction: Direction) => Date.parse(read(time, direction, timeText(now), timezone));
      expect(at('ahead')).toBeGreaterThan(now);
      expect(at('back')).toBeLessThanOrEqual(now);
      expect(at('ahead') - at('back')).toBeLessThanOrEqual(25 * 3_600_000);
    }),
    runs(300),
  );
});
