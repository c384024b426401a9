import type { Calendar } from '../base/calendar.ts';
import { getOrAdd } from '../base/collections.ts';
import type { Window } from '../model/document.ts';
import { toIso } from '../model/duration.ts';
import type { IsCovered, WindowTimes } from './desired.ts';
import { type Moment, type OpenSpan, openUntil, spanOf } from './windows.ts';

export function createWindowTimes(moment: Moment, calendar: Calendar): WindowTimes {
  const known = new Map<string, OpenSpan>();
  return {
    isCovered: createIsCovered(moment.timezone, calendar),
    spanOf: (window) => getOrAdd(known, keyOf(window), () => spanOf(window, moment, calendar)),
  };
}

/** By a whole leap year, in which clocks are changed as ever. What takes too many steps to tell is not covered. */
function createIsCovered(timezone: string, calendar: Calendar): IsCovered {
  const known = verdicts.get(calendar) ?? new Map<string, boolean>();
  verdicts.set(calendar, known);
  let stepsLeft = mostSteps;
  const isCoveredIn = ({ from, to }: Span, by: readonly Window[]) => {
    for (let at = from; at < to; stepsLeft--) {
      const ends = by.map((other) => openUntil(other, { now: at, timezone }, calendar) ?? at);
      const end = Math.max(...ends);
      if (end === at || stepsLeft <= 0) return false;
      at = end;
    }
    return true;
  };
  return (window, by) => {
    const key = [timezone, ...[window, ...by].map(keyOf)].join('|');
    const before = known.get(key);
    if (before !== undefined || stepsLeft <= 0) return before ?? false;
    let isCovered = false;
    for (const span of window ? spansOf(window, timezone, calendar) : [wholeYear]) {
      isCovered = isCoveredIn(span, by);
      if (!isCovered) break;
    }
    if (known.size >= mostKnown) known.clear();
    known.set(key, isCovered);
    return isCovered;
  };
}

/** To tell takes some hundred steps, and a daemon asks at each pass. */
const verdicts = new WeakMap<Calendar, Map<string, boolean>>();
const mostKnown = 10_000;

/** In milliseconds since 1970. */
type Span = { readonly from: number; readonly to: number };

const yearStart = Date.parse('2028-01-01T00:00:00Z');
const yearEnd = Date.parse('2029-01-01T00:00:00Z');
const wholeYear: Span = { from: yearStart, to: yearEnd };
/** A second or two of work at most, however many windows there are. */
const mostSteps = 5_000;

const keys = new WeakMap<Window, string>();

function keyOf(window: Window | undefined): string {
  return window ? getOrAdd(keys, window, () => `${window.start.value} ${toIso(window.duration)}`) : '';
}

/** When a window is open in the course of the year. */
function* spansOf(window: Window, timezone: string, calendar: Calendar): Generator<Span> {
  for (let now = yearStart; now < yearEnd; ) {
    const { opens, closes = yearEnd } = spanOf(window, { now, timezone }, calendar);
    if (opens === undefined) return;
    yield { from: Math.max(opens, yearStart), to: closes };
    now = closes;
  }
}
