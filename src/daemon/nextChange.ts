import type { Calendar } from '../base/calendar.ts';
import { isSuspended, type Moment } from '../desired/windows.ts';
import type { SyncDocument, Window } from '../model/document.ts';
import { toMilliseconds } from '../model/duration.ts';

/** When the desired state next changes by itself: a window opens or closes, a suspension ends. Milliseconds since 1970. */
export function nextChange(
  documents: readonly SyncDocument[],
  moment: Moment,
  calendar: Calendar,
): number | undefined {
  const changes = documents.flatMap((document) => [
    ...document.windows.flatMap((window) => changesOf(window, moment, calendar)),
    ...endOf(document, moment.now),
  ]);
  return changes.length === 0 ? undefined : changes.reduce((first, change) => Math.min(first, change));
}

function changesOf({ start, duration }: Window, { now, timezone }: Moment, calendar: Calendar): number[] {
  const length = toMilliseconds(duration);
  const current = calendar.next(start.value, timezone, now - length);
  const next = calendar.next(start.value, timezone, now);
  const closes = current !== undefined && current <= now ? [current + length] : [];
  return next === undefined ? closes : [...closes, next];
}

function endOf({ suspend }: SyncDocument, now: number): number[] {
  const until = suspend?.value.until;
  return suspend && until !== undefined && isSuspended(suspend.value, now) ? [until] : [];
}
