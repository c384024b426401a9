import type { Calendar } from '../base/calendar.ts';
import { isSuspended, type Moment, nextEdge } from '../desired/windows.ts';
import type { SyncDocument } from '../model/document.ts';

/** When what holds next changes by itself: a window opens or closes, a suspension ends, or `safety.allow` does. Milliseconds since 1970. */
export function nextChange(
  documents: readonly SyncDocument[],
  moment: Moment,
  calendar: Calendar,
  allowedUntil = 0,
): number | undefined {
  const changes = documents.flatMap((document) => [
    ...document.windows.flatMap((window) => nextEdge(window, moment, calendar) ?? []),
    ...endOf(document, moment.now),
  ]);
  if (allowedUntil > moment.now) changes.push(allowedUntil);
  return changes.length === 0 ? undefined : changes.reduce((first, change) => Math.min(first, change));
}

function endOf({ suspend }: SyncDocument, now: number): number[] {
  const until = suspend?.value.until;
  return suspend && until !== undefined && isSuspended(suspend.value, now) ? [until] : [];
}
