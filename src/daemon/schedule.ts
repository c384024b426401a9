import type { Calendar } from '../base/calendar.ts';
import type { Clock } from '../base/clock.ts';

/** When the next pass is due, and how long it is from one to the next. Milliseconds, the first since 1970. */
export type Due = { readonly at: number; readonly gap: number };

/** A tenth of the gap at most is added at random, so that a thousand daemons do not ask at the same second. */
const jitterShare = 0.1;

export function nextDue(
  { schedule, timezone }: { readonly schedule: string; readonly timezone: string },
  now: number,
  random: () => number,
  calendar: Calendar,
): Due | undefined {
  const first = calendar.next(schedule, timezone, now);
  if (first === undefined) return undefined;
  const second = calendar.next(schedule, timezone, first);
  const gap = second === undefined ? 0 : second - first;
  return { at: first + Math.floor(random() * gap * jitterShare), gap };
}

/** What the schedule asks of the world. */
export type ScheduleWorld = {
  readonly clock: Pick<Clock, 'now'>;
  /** 0 ≤ random() < 1. */
  readonly random: () => number;
  readonly calendar: Calendar;
};

/** When the next pass is due from now on; undefined as long as nobody knows the schedule. */
export function dueBy(
  settings: Parameters<typeof nextDue>[0] | undefined,
  { clock, random, calendar }: ScheduleWorld,
): { readonly due?: Due } {
  const due = settings && nextDue(settings, clock.now(), random, calendar);
  return due ? { due } : {};
}
