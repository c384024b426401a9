import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { located, plain, wants } from '../../test/support/build.ts';
import { runs } from '../../test/support/runs.ts';
import { createCalendar } from '../base/calendar.ts';
import type { SyncDocument, Window } from '../model/document.ts';
import { type Duration, durationOfSeconds } from '../model/duration.ts';
import { isOpen, isSuspended, layersAt, openUntil } from './windows.ts';

const calendar = createCalendar();
const hours = (count: number) => durationOfSeconds(count * 3600);
const inBerlin = (time: string) => ({ now: Date.parse(time), timezone: 'Europe/Berlin' });

function aWindow(start: string, duration: Duration, interval = 60): Window {
  return { ...wants(interval), start: located(start), duration };
}

function open(start: string, duration: Duration, time: string): boolean {
  return isOpen(aWindow(start, duration), inBerlin(time), calendar);
}

describe('a window', () => {
  test.each([
    ['2026-06-01T07:59:59.999+02:00', false],
    ['2026-06-01T08:00:00.000+02:00', true],
    ['2026-06-01T12:00:00.000+02:00', true],
    ['2026-06-01T17:59:59.999+02:00', true],
    ['2026-06-01T18:00:00.000+02:00', false],
    ['2026-06-06T12:00:00.000+02:00', false],
  ])('from 8 to 18 on workdays: at %s it is open: %s', (time, expected) => {
    expect(open('0 8 * * 1-5', hours(10), time)).toBe(expected);
  });

  test.each([
    ['2026-06-05T21:59:59+02:00', false],
    ['2026-06-05T22:00:00+02:00', true],
    ['2026-06-06T00:00:00+02:00', true],
    ['2026-06-06T05:59:59+02:00', true],
    ['2026-06-06T06:00:00+02:00', false],
  ])('over midnight, from Friday 22 to 6: at %s it is open: %s', (time, expected) => {
    expect(open('0 22 * * 5', hours(8), time)).toBe(expected);
  });

  it('lasts its duration in real time when the clocks change', () => {
    expect(open('0 0 * * *', hours(6), '2026-03-29T06:59:59+02:00')).toBe(true);
    expect(open('0 0 * * *', hours(6), '2026-03-29T07:00:00+02:00')).toBe(false);
    expect(open('0 0 * * *', hours(6), '2026-10-25T04:59:59+01:00')).toBe(true);
    expect(open('0 0 * * *', hours(6), '2026-10-25T05:00:00+01:00')).toBe(false);
  });

  it('that starts in the hour that is skipped starts when it is skipped', () => {
    expect(open('30 2 * * *', hours(1), '2026-03-29T01:59:59+01:00')).toBe(false);
    expect(open('30 2 * * *', hours(1), '2026-03-29T03:00:00+02:00')).toBe(true);
    expect(open('30 2 * * *', hours(1), '2026-03-29T04:00:00+02:00')).toBe(false);
  });

  it('that starts in the hour that comes twice starts in the first', () => {
    const half = durationOfSeconds(1800);
    expect(open('30 2 * * *', half, '2026-10-25T02:30:00+02:00')).toBe(true);
    expect(open('30 2 * * *', half, '2026-10-25T02:30:00+01:00')).toBe(false);
  });

  it('stays open where the next start comes before the end', () => {
    for (const minute of ['00', '29', '30', '59']) {
      expect(open('*/30 * * * *', hours(1), `2026-10-25T02:${minute}:00+01:00`)).toBe(true);
    }
  });

  it('is read in the time zone that is configured', () => {
    const window = aWindow('0 8 * * *', hours(1));
    const now = Date.parse('2026-06-01T08:30:00Z');
    expect(isOpen(window, { now, timezone: 'UTC' }, calendar)).toBe(true);
    expect(isOpen(window, { now, timezone: 'Europe/Berlin' }, calendar)).toBe(false);
  });

  it('may be open for ten years', () => {
    expect(open('0 0 1 1 *', durationOfSeconds(3653 * 86_400), '2026-06-01T00:00:00Z')).toBe(true);
  });
});

const [minute, day] = [60_000, 86_400_000];

/** When a window ends, found by looking at a clock on the wall minute by minute: slow, and plain to see. */
function slowEnd(start: number, seconds: number, timezone: string): number {
  const end = start + seconds * 1_000;
  if (seconds % 86_400 !== 0) return end;
  const format = new Intl.DateTimeFormat('en-GB', { timeZone: timezone, timeStyle: 'short' });
  const shown = (at: number) => format.format(at);
  const wanted = shown(start);
  for (let off = 0; off <= 720; off++) {
    for (const at of [end - off * minute, end + off * minute]) {
      const [before, now] = [shown(at - minute), shown(at)];
      // A time that is skipped is over at once.
      if (now === wanted || (before < wanted && wanted < now)) return at;
    }
  }
  return end;
}

describe('a window of whole days ends at the time of day at which it began', () => {
  test.each([
    ['Europe/Berlin', '0 10 * * 6', 1, '2026-10-24T10:00:00+02:00', '2026-10-25T10:00:00+01:00'],
    ['Europe/Berlin', '0 0 * * 0', 1, '2026-10-25T00:00:00+02:00', '2026-10-26T00:00:00+01:00'],
    ['Europe/Berlin', '0 0 * * 0', 1, '2026-03-29T00:00:00+01:00', '2026-03-30T00:00:00+02:00'],
    ['Europe/Berlin', '0 0 * * 6', 2, '2026-10-24T00:00:00+02:00', '2026-10-26T00:00:00+01:00'],
    ['Europe/Berlin', '30 2 * * 6', 1, '2026-03-28T02:30:00+01:00', '2026-03-29T03:00:00+02:00'],
    ['Europe/Berlin', '30 2 * * 6', 1, '2026-10-24T02:30:00+02:00', '2026-10-25T02:30:00+02:00'],
    ['Europe/Berlin', '0 0 * * 6', 1.5, '2026-10-24T00:00:00+02:00', '2026-10-25T11:00:00+01:00'],
    ['America/Santiago', '0 0 * * 6', 1, '2026-09-05T00:00:00-04:00', '2026-09-06T01:00:00-03:00'],
    ['America/Santiago', '0 0 * * 6', 1, '2026-04-04T00:00:00-03:00', '2026-04-05T00:00:00-04:00'],
    ['Australia/Lord_Howe', '0 12 * * 6', 1, '2026-04-04T12:00:00+11:00', '2026-04-05T12:00:00+10:30'],
    ['Pacific/Apia', '0 10 * * 4', 1, '2011-12-29T10:00:00-10:00', '2011-12-31T10:00:00+14:00'],
  ])('in %s, from "%s" for %d days: from %s to %s', (timezone, start, days, from, to) => {
    const window = aWindow(start, durationOfSeconds(days * 86_400));
    const [opens, closes] = [Date.parse(from), Date.parse(to)];
    for (const [now, expected] of [
      [opens - 1, undefined],
      [opens, closes],
      [closes - 1, closes],
      [closes, undefined],
    ] as const) {
      expect(openUntil(window, { now, timezone }, calendar), new Date(now).toISOString()).toBe(expected);
    }
  });

  it('in any zone, whatever clocks do meanwhile', () => {
    const changes = [
      ['Europe/Berlin', '2026-03-29T01:00:00Z'],
      ['Europe/Berlin', '2026-10-25T01:00:00Z'],
      ['America/Santiago', '2026-09-06T04:00:00Z'],
      ['America/Santiago', '2026-04-05T03:00:00Z'],
      ['Australia/Lord_Howe', '2026-04-04T15:00:00Z'],
      ['Australia/Lord_Howe', '2026-10-03T15:30:00Z'],
      ['Pacific/Apia', '2011-12-30T10:00:00Z'],
    ] as const;
    const around = fc.record({
      change: fc.constantFrom(...changes),
      start: fc.constantFrom(
        '0 0 * * *',
        '30 2 * * *',
        '15 1 * * 6',
        '0 10 * * *',
        '45 23 * * 0',
        '0 */7 * * *',
      ),
      hours: fc.constantFrom(24, 48, 24, 36, 7 * 24),
      ago: fc.integer({ min: 0, max: 60 }),
      off: fc.integer({ min: -130, max: 130 }),
    });
    fc.assert(
      fc.property(around, ({ change: [timezone, at], start, hours: length, ago, off }) => {
        // Near the end of a window that began before clocks changed.
        const one = calendar.next(start, timezone, Date.parse(at) - ago * 3_600_000)!;
        const now = one + length * 3_600_000 + off * minute;
        const starts: number[] = [];
        for (let next = now - length * 3_600_000 - day; ; ) {
          next = calendar.next(start, timezone, next)!;
          if (next > now) break;
          starts.push(next);
        }
        const expected = starts.some((began) => now < slowEnd(began, length * 3_600, timezone));
        expect(isOpen(aWindow(start, hours(length)), { now, timezone }, calendar)).toBe(expected);
      }),
      runs(100),
    );
  });
});

it('the last window that is open comes last, over the document itself', () => {
  const night = aWindow('0 22 * * *', hours(8), 1);
  const late = { ...aWindow('0 0 * * *', hours(2), 2), configs: wants(2, { A: plain('x') }).configs };
  const document: SyncDocument = {
    ...wants(300),
    tenants: { kind: 'all' },
    sync: located({ kind: 'name', name: 'Ebay' }),
    windows: [night, late],
  };
  const layers = (time: string) => layersAt(document, inBerlin(time), calendar);
  expect(layers('2026-06-01T12:00:00+02:00')).toEqual([document]);
  expect(layers('2026-06-01T23:00:00+02:00')).toEqual([document, night]);
  expect(layers('2026-06-02T01:00:00+02:00')).toEqual([document, night, late]);
  expect(layers('2026-06-02T02:00:00+02:00')).toEqual([document, night]);
});

it('a suspension is over at its end, and without one never', () => {
  expect(isSuspended({ reason: 'x', until: 1000 }, 999)).toBe(true);
  expect(isSuspended({ reason: 'x', until: 1000 }, 1000)).toBe(false);
  expect(isSuspended({ reason: 'x' }, Number.MAX_SAFE_INTEGER)).toBe(true);
});
