import type { Calendar } from '../base/calendar.ts';
import type { Clock } from '../base/clock.ts';

/** When the next pass is due, and how long it is from one to the next. Milliseconds, the first since 1970. */
export type Due = { readonly at: number; readonly gap: number };

/** A tenth of the gap at most is added at random, so that a thousand daemons do not ask at the same second. */
const jitterShare = 0.1;

/** What the schedule asks of the world. */
export type ScheduleWorld = {
  readonly clock: Pick<Clock, 'now'>;
  /** 0 ≤ random() < 1. */
  readonly random: () => number;
  readonly calendar: Calendar;
};

/** When the next pass is due from now on; nothing as long as nobody knows the schedule. */
export function dueBy(
  settings: { readonly schedule: string; readonly timezone: string } | undefined,
  { clock, random, calendar }: ScheduleWorld,
): { readonly due?: Due } {
  if (!settings) return {};
  const { schedule, timezone } = settings;
  const first = calendar.next(schedule, timezone, clock.now());
  if (first === undefined) return {};
  const second = calendar.next(schedule, timezone, first);
  const gap = second === undefined ? 0 : second - first;
  return { due: { at: first + Math.floor(random() * gap * jitterShare), gap } };
}
