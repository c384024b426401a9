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

/** Whether a layer is not the document's own. */
export function isWindow(layer: WantedFields): layer is Window {
  return 'start' in layer;
}

export function windowOf(layer: WantedFields): Window | undefined {
  return isWindow(layer) ? layer : undefined;
}

/** The windows of a claim's document that are not open. */
export function closedIn({
  layers,
  windows = [],
}: {
  readonly layers: readonly WantedFields[];
  readonly windows?: readonly Window[] | undefined;
}): readonly Window[] {
  return windows.filter((window) => !layers.includes(window));
}

export function isOpen(window: Window, moment: Moment, calendar: Calendar): boolean {
  return openUntil(window, moment, calendar) !== undefined;
}

const day = 86_400_000;
/** By so much clocks are changed at most, but for zones that skip a whole day. */
const longestChange = 6 * 3_600_000;

/** When a window that is open closes, if it does not open again before; undefined for one that is closed. */
export function openUntil(window: Window, moment: Moment, calendar: Calendar): number | undefined {
  return opening(window, moment, calendar)?.closes;
}

/**
 * What keeps a window open: it is so from each start, for its duration, the end itself excluded. Whole days end at the
 * time of day at which they began.
 */
function opening({ start, duration }: Window, { now, timezone }: Moment, calendar: Calendar) {
  const length = toMilliseconds(duration);
  const next = (after: number) => {
    const found = calendar.next(start.value, timezone, after);
    return found !== undefined && found <= now ? found : undefined;
  };
  if (length % day !== 0) {
    const opens = next(now - length);
    return opens === undefined ? undefined : { opens, closes: opens + length };
  }
  // What began late enough is open whatever clocks did meanwhile; before that, each start has an end of its own.
  let opens = next(now - length + longestChange) ?? next(now - length - longestChange);
  for (; opens !== undefined; opens = next(opens)) {
    const closes = calendar.daysAfter(opens, length / day, timezone);
    if (closes > now) return { opens, closes };
  }
  return undefined;
}

/** A window around a moment, or after it, in milliseconds since 1970. */
export type OpenSpan = {
  readonly isOpen: boolean;
  /** When it has opened, or opens next; absent where it never does. */
  readonly opens?: number;
  /** When it closes after that: one that opens again before has not closed. Absent where it does not, for all one can see. */
  readonly closes?: number;
};

/** Where it is open at the moment, and when it is next otherwise. */
export function spanOf(window: Window, moment: Moment, calendar: Calendar): OpenSpan {
  const { timezone } = moment;
  const open = opening(window, moment, calendar);
  const opens = open?.opens ?? calendar.next(window.start.value, timezone, moment.now);
  const span = { isOpen: open !== undefined, ...(opens !== undefined && { opens }) };
  let closes = open?.closes ?? opens;
  for (let again = 0; closes !== undefined && again < mostAgain; again++) {
    const later = openUntil(window, { now: closes, timezone }, calendar);
    if (later === undefined) return { ...span, closes };
    closes = later;
  }
  return span;
}

/** A window that opens again each minute is looked at for a day. */
const mostAgain = 1_500;

/** When next something may become of a window: it closes, or opens, perhaps once more. */
export function nextEdge(window: Window, moment: Moment, calendar: Calendar): number | undefined {
  const opens = calendar.next(window.start.value, moment.timezone, moment.now);
  const closes = openUntil(window, moment, calendar);
  return opens === undefined || closes === undefined ? (opens ?? closes) : Math.min(opens, closes);
}

/** A suspension with an end is over by itself. */
export function isSuspended(suspension: Suspension, now: number): boolean {
  return suspension.until === undefined || now < suspension.until;
}
