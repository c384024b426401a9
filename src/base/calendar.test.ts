import { describe, expect, it, test } from 'vitest';
import { createCalendar } from './calendar.ts';

const calendar = createCalendar();
const berlin = 'Europe/Berlin';

/** The times from `from` on, below `to`. */
function times(pattern: string, from: string, to: string): readonly string[] {
  const found: string[] = [];
  let after = Date.parse(from) - 1;
  for (;;) {
    const next = calendar.next(pattern, berlin, after);
    if (next === undefined || next >= Date.parse(to)) return found;
    expect(next).toBeGreaterThan(after);
    found.push(new Date(next).toISOString().slice(0, 16));
    after = next;
  }
}

describe('the Sunday in spring, when 02:00 is 03:00', () => {
  const on = (pattern: string) => times(pattern, '2026-03-29T00:00:00+01:00', '2026-03-30T00:00:00+02:00');

  it('has a time that is skipped at the moment it is skipped, once', () => {
    expect(on('30 2 * * *')).toEqual(['2026-03-29T01:00']);
    expect(on('0 3 * * *')).toEqual(['2026-03-29T01:00']);
  });

  it('has 23 hours', () => {
    expect(on('0 * * * *')).toHaveLength(23);
    expect(on('*/15 * * * *')).toHaveLength(92);
  });
});

describe('the Sunday in autumn, when 03:00 is 02:00', () => {
  const on = (pattern: string) => times(pattern, '2026-10-25T00:00:00+02:00', '2026-10-26T00:00:00+01:00');

  it('has a time that comes twice once', () => {
    expect(on('30 2 * * *')).toEqual(['2026-10-25T00:30']);
  });

  it('has 25 hours', () => {
    expect(on('0 * * * *')).toHaveLength(25);
    expect(on('*/15 * * * *')).toHaveLength(100);
  });
});

test.each(['30 2 * * *', '0 2,3 * * *', '*/20 * * * *', '15,45 2 * * *', '30 1-4 * * 0', '*/30 30 2 * * *'])(
  'wherever one asks from, %s has the same times around both Sundays',
  (pattern) => {
    for (const [from, to] of [
      ['2026-03-28T22:00:00Z', '2026-03-29T06:00:00Z'],
      ['2026-10-24T22:00:00Z', '2026-10-25T06:00:00Z'],
    ] as const) {
      const all = new Set<number>();
      const asked: [number, number][] = [];
      for (let after = Date.parse(from); after < Date.parse(to); after += 150_000) {
        for (const moment of [after - 1, after, after + 1]) {
          const next = calendar.next(pattern, berlin, moment)!;
          asked.push([moment, next]);
          all.add(next);
        }
      }
      for (const [after, next] of asked) {
        expect(next).toBe(Math.min(...[...all].filter((one) => one > after)));
      }
    }
  },
);

describe('next', () => {
  const newYear = Date.parse('2026-01-01T00:00:00Z');

  it('is strictly later, to the millisecond', () => {
    expect(calendar.next('0 0 1 1 *', 'UTC', newYear - 1)).toBe(newYear);
    expect(calendar.next('0 0 1 1 *', 'UTC', newYear)).toBe(Date.parse('2027-01-01T00:00:00Z'));
  });

  it('knows seconds', () => {
    expect(calendar.next('30 * * * * *', 'UTC', newYear)).toBe(newYear + 30_000);
    expect(calendar.next('*/10 * * * * *', 'UTC', newYear)).toBe(newYear + 10_000);
  });

  it('is in the time zone that is asked for', () => {
    expect(calendar.next('0 8 * * *', berlin, newYear)).toBe(Date.parse('2026-01-01T07:00:00Z'));
    expect(calendar.next('0 8 * * *', 'America/New_York', newYear)).toBe(Date.parse('2026-01-01T13:00:00Z'));
  });

  it('is nothing where there is none', () => {
    expect(calendar.next('0 0 31 2 *', 'UTC', newYear)).toBeUndefined();
  });
});

describe('a mistake in a cron expression', () => {
  test.each([
    ['08:00 * * * *', 'has no colons'],
    ['0 8 * * 1-5:', 'has no colons'],
    ['', 'it takes 5 fields'],
    ['foo', 'it takes 5 fields'],
    ['@daily', 'it takes 5 fields'],
    ['2026-01-01T00:00:00', 'it takes 5 fields'],
    ['* * * * * * *', 'it takes 5 fields'],
    ['a b c d e', 'illegal characters'],
    ['60 * * * *', 'minute: 60'],
    ['0 24 * * *', 'hour: 24'],
    ['0 8 32 * *', 'day: 32'],
    ['0 8 * 13 *', 'month: 13'],
    ['0 8 * 0 *', 'month: 0'],
    ['0 8 * * 8', 'dayOfWeek: 8'],
    ['*/0 * * * *', 'stepping'],
    ['5-1 * * * *', 'larger'],
    [`${'1,'.repeat(500)}1 * * * *`, 'too long'],
    ['0 0 31 2 *', 'never comes'],
    ['0 0 30 2 *', 'never comes'],
    ['0 8 31 4,6,9,11 *', 'never comes'],
    ['30 0 0 30 2 *', 'never comes'],
  ])('%s: %s', (pattern, reason) => {
    expect(calendar.mistakeIn(pattern)).toContain(reason);
  });

  test.each([
    '* * * * *',
    '0 8 * * 1-5',
    ' 0 8  * * MON-FRI ',
    '*/5 * * * * *',
    '0 0 29 2 *',
    '0 0 29 2 1',
    '0 0 L * *',
    '0 0 * * 7',
    '0 0 * * 1#2',
  ])('is none in %s', (pattern) => {
    expect(calendar.mistakeIn(pattern)).toBeUndefined();
  });

  it('is found quickly, for many that never come at many times of the day', () => {
    const before = process.cpuUsage();
    for (let minute = 0; minute < 1440; minute++) {
      expect(calendar.mistakeIn(`${minute % 60} ${Math.floor(minute / 60)} 31 2 *`)).toContain('never comes');
    }
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1e6).toBeLessThan(1.2);
  });
});

describe('the instant of a local time', () => {
  test.each([
    ['2026-01-01T00:00:00', berlin, '2025-12-31T23:00:00.000Z'],
    ['2026-07-01T00:00:00', berlin, '2026-06-30T22:00:00.000Z'],
    ['2026-03-29T01:59:59', berlin, '2026-03-29T00:59:59.000Z'],
    ['2026-03-29T02:00:00', berlin, '2026-03-29T01:00:00.000Z'],
    ['2026-03-29T02:30:00', berlin, '2026-03-29T01:00:00.000Z'],
    ['2026-03-29T03:00:00', berlin, '2026-03-29T01:00:00.000Z'],
    ['2026-10-25T01:59:59', berlin, '2026-10-24T23:59:59.000Z'],
    ['2026-10-25T02:30:00', berlin, '2026-10-25T00:30:00.000Z'],
    ['2026-10-25T03:00:00', berlin, '2026-10-25T02:00:00.000Z'],
    ['2011-12-30T12:00:00', 'Pacific/Apia', '2011-12-30T10:00:00.000Z'],
    ['2026-06-01T12:00:00', 'Asia/Kathmandu', '2026-06-01T06:15:00.000Z'],
    ['2026-06-01T12:00:00', 'UTC', '2026-06-01T12:00:00.000Z'],
  ])('%s in %s is %s', (local, timezone, instant) => {
    expect(new Date(calendar.instantsOf(local, timezone)[0]!).toISOString()).toBe(instant);
  });

  it('is nothing for what is no time', () => {
    for (const local of ['2026-02-30T00:00:00', '2026-01-01T24:00:00', '2026-01-01', '', 'x']) {
      expect(calendar.instantsOf(local, berlin)).toEqual([]);
    }
  });
});

it('knows the time zones that the system knows', () => {
  for (const name of [berlin, 'UTC', 'America/New_York']) expect(calendar.isTimezone(name)).toBe(true);
  for (const name of ['', 'Berlin', 'Mars/Olympus', '__proto__'])
    expect(calendar.isTimezone(name)).toBe(false);
});

it('forgets what came first rather than grow for ever, and answers the same', () => {
  const first = calendar.next('0 8 * * *', berlin, 0);
  for (let n = 0; n < 700; n++) calendar.next(`${n % 60} ${n % 24} ${1 + (n % 28)} * *`, berlin, 0);
  expect(calendar.next('0 8 * * *', berlin, 0)).toBe(first);
});

test('what the system lists as a zone can be reckoned with', () => {
  for (const zone of Intl.supportedValuesOf('timeZone').filter((_, index) => index % 10 === 0)) {
    expect(calendar.isTimezone(zone)).toBe(true);
    expect(calendar.next('0 12 * * *', zone, Date.parse('2026-07-01')), zone).toBeDefined();
    expect(calendar.localAt(0, zone), zone).toMatch(/^19[67]\d-/);
  }
});
