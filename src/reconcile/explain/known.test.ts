import { expect, it } from 'vitest';
import { createCalendar } from '../../base/calendar.ts';
import { knownOf } from './known.ts';

it('the calendar is asked once for each start, however many tenants are explained', () => {
  const asked: string[] = [];
  const calendar = createCalendar();
  const next: typeof calendar.next = (pattern, timezone, after) => {
    asked.push(pattern);
    return calendar.next(pattern, timezone, after);
  };
  const context = {
    documents: [],
    tenants: [],
    moment: { now: 0, timezone: 'UTC' },
    calendar: { ...calendar, next },
  };
  const hours = [6, 30, 3, 7, 8, 31, 5, 2, 100, 7];
  const times = hours.map((hour) => knownOf(context).calendar.next('0 8 * * *', 'UTC', hour * 3_600_000)!);
  expect(times.map((time) => time / 3_600_000)).toEqual([8, 32, 8, 8, 32, 32, 8, 8, 104, 8]);
  expect(asked.length).toBeLessThanOrEqual(6);
});
