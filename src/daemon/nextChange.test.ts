import { describe, expect, it } from 'vitest';
import { createCalendar } from '../base/calendar.ts';
import { createCheckFile } from '../desired/checkFiles.ts';
import type { SyncDocument } from '../model/document.ts';
import { nextChange } from './nextChange.ts';

const calendar = createCalendar();
const timezone = 'Europe/Berlin';

function documents(text: string): readonly SyncDocument[] {
  const file = { path: 'syncs/a.yaml', folder: undefined, directory: '/', text, hash: '' };
  const checked = createCheckFile(calendar)(file, { now: 0, timezone });
  expect(checked.problems).toEqual([]);
  return checked.documents;
}

function changeAfter(text: string, now: string): string | undefined {
  const change = nextChange(documents(text), { now: Date.parse(now), timezone }, calendar);
  return change === undefined ? undefined : new Date(change).toISOString();
}

const window = 'sync: { name: A }\nwindows: [{ start: "0 8 * * *", duration: 10h, interval: 5m }]';

describe('the next change of the desired state', () => {
  it('is the opening of a window', () => {
    expect(changeAfter(window, '2026-01-10T06:00:00Z')).toBe('2026-01-10T07:00:00.000Z');
  });

  it('is its closing while it is open', () => {
    expect(changeAfter(window, '2026-01-10T07:00:00Z')).toBe('2026-01-10T17:00:00.000Z');
    expect(changeAfter(window, '2026-01-10T16:59:59Z')).toBe('2026-01-10T17:00:00.000Z');
    expect(changeAfter(window, '2026-01-10T17:00:00Z')).toBe('2026-01-11T07:00:00.000Z');
  });

  it('follows the clocks on the day they change', () => {
    expect(changeAfter(window, '2026-03-28T20:00:00Z')).toBe('2026-03-29T06:00:00.000Z');
    expect(changeAfter(window, '2026-10-24T20:00:00Z')).toBe('2026-10-25T07:00:00.000Z');
  });

  it('is the end of a suspension, unless that is over', () => {
    const suspended = 'sync: { name: A }\nsuspend: { reason: x, until: 2026-12-01T00:00:00+01:00 }';
    expect(changeAfter(suspended, '2026-11-01T00:00:00Z')).toBe('2026-11-30T23:00:00.000Z');
    expect(changeAfter(suspended, '2026-12-01T00:00:00Z')).toBeUndefined();
  });

  it('is the end of what safety.allow lifts, unless that is over or something comes before', () => {
    const moment = { now: Date.parse('2026-01-10T06:30:00Z'), timezone };
    const change = (until: string) => nextChange(documents(window), moment, calendar, Date.parse(until));
    const opening = Date.parse('2026-01-10T07:00:00Z');
    expect(change('2026-01-10T06:31:00Z')).toBe(moment.now + 60_000);
    expect(change('2026-01-10T08:00:00Z')).toBe(opening);
    expect(change('2026-01-10T06:30:00Z')).toBe(opening);
    expect(nextChange([], moment, calendar, moment.now + 1)).toBe(moment.now + 1);
  });

  it('is none where nothing depends on time', () => {
    expect(changeAfter('sync: { name: A }\ninterval: 5m', '2026-11-01T00:00:00Z')).toBeUndefined();
  });
});
