import type { Calendar } from '../base/calendar.ts';
import type { SyncDocument, WantedFields, Window } from '../model/document.ts';
import { toMilliseconds } from '../model/duration.ts';
import type { Suspension } from '../model/mode.ts';

/** The moment a desired state is for: `now` in milliseconds since 1970, and the zone that cron expressions are read in. */
export type Moment = { readonly now: number; readonly timezone: string };

/** What a document asks for at one moment, in layers: its own fields, then each window that is open. The last layer wins. */
export function layersAt(
  document: SyncDocument,
  moment: Moment,
  calendar: Calendar,
): readonly WantedFields[] {
  return [document, ...document.windows.filter((window) => isOpen(window, moment, calendar))];
}

export function isOpen(window: Window, moment: Moment, calendar: Calendar): boolean {
  return openUntil(window, moment, calendar) !== undefined;
}

const day = 86_400_000;
/** By so much clocks are changed at most, but for zones that skip a whole day. */
const longestChange = 6 * 3_600_000;

/**
 * When a window that is open closes, if it does not open again before; undefined for one that is closed. It is open from
 * each start, for its duration, the end itself excluded. Whole days end at the time of day at which they began.
 */
export function openUntil(
  { start, duration }: Window,
  { now, timezone }: Moment,
  calendar: Calendar,
): number | undefined {
  const length = toMilliseconds(duration);
  const next = (after: number) => {
    const found = calendar.next(start.value, timezone, after);
    return found !== undefined && found <= now ? found : undefined;
  };
  if (length % day !== 0) {
    const began = next(now - length);
    return began === undefined ? undefined : began + length;
  }
  // What began late enough is open whatever clocks did meanwhile; before that, each start has an end of its own.
  let began = next(now - length + longestChange) ?? next(now - length - longestChange);
  for (; began !== undefined; began = next(began)) {
    const end = calendar.daysAfter(began, length / day, timezone);
    if (end > now) return end;
  }
  return undefined;
}

/** A suspension with an end is over by itself. */
export function isSuspended(suspension: Suspension, now: number): boolean {
  return suspension.until === undefined || now < suspension.until;
}
