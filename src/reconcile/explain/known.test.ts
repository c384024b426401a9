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
  const times = [1, 2, 3].map(() => knownOf(context).calendar.next('0 8 * * *', 'UTC', 0));
  expect(times).toEqual([1, 2, 3].map(() => 8 * 3_600_000));
  expect(asked).toEqual(['0 8 * * *']);
});
