import type { Calendar } from '../base/calendar.ts';
import { isSuspended, type Moment, openUntil } from '../desired/windows.ts';
import type { SyncDocument, Window } from '../model/document.ts';

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

function changesOf(window: Window, moment: Moment, calendar: Calendar): number[] {
  const closes = openUntil(window, moment, calendar);
  const opens = calendar.next(window.start.value, moment.timezone, moment.now);
  return [closes, opens].filter((at) => at !== undefined);
}

function endOf({ suspend }: SyncDocument, now: number): number[] {
  const until = suspend?.value.until;
  return suspend && until !== undefined && isSuspended(suspend.value, now) ? [until] : [];
}
