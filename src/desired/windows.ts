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

/** Open from each start, for its duration, the end itself excluded: so a start lies in (now − duration, now]. */
export function isOpen(window: Window, { now, timezone }: Moment, calendar: Calendar): boolean {
  const start = calendar.next(window.start.value, timezone, now - toMilliseconds(window.duration));
  return start !== undefined && start <= now;
}

/** A suspension with an end is over by itself. */
export function isSuspended(suspension: Suspension, now: number): boolean {
  return suspension.until === undefined || now < suspension.until;
}
