import { createCalendar } from '../../src/base/calendar.ts';
import type { Here } from '../../src/base/time/shown.ts';

/** Noon in Berlin, on a Thursday. */
export const inBerlin: Here = {
  now: Date.parse('2026-11-26T11:00:00Z'),
  timezone: 'Europe/Berlin',
  calendar: createCalendar(),
};
