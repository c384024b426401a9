import { spanOf, windowOf } from '../../desired/windows.ts';
import type { SyncDocument, Window } from '../../model/document.ts';
import type { Ahead, Turn } from './ahead.ts';
import type { Course, ExplainContext, FieldCourse, TimeSpan, ValueSpan, WindowCourse } from './explained.ts';
import { nameOfField, optionOf, shownWish } from './shown.ts';
import type { FieldOf, FieldStanding } from './standing.ts';

/** More spans of one window than that nobody can read. */
const mostSpans = 48;

/** What the clock makes of a sync up to `to`, in milliseconds since 1970. */
export function courseOf(
  standings: readonly FieldStanding[],
  aheadOf: (field: FieldOf) => Ahead,
  documents: readonly SyncDocument[],
  { moment, calendar }: Pick<ExplainContext, 'moment' | 'calendar'>,
  to: number,
): Course {
  const span = { from: moment.now, to };
  const wanted = standings.filter(({ chain, closed }) => chain.length + closed.length > 0);
  const windows = documents.flatMap((document) => document.windows);
  return {
    ...span,
    fields: wanted.map((standing) => fieldCourse(standing, aheadOf(standing.field), moment.now)),
    windows: windows
      .map((window) => windowCourse(window, span, { moment, calendar }))
      .filter(({ spans }) => spans.length > 0),
  };
}

function fieldCourse({ field, winner }: FieldStanding, { turns, told }: Ahead, now: number): FieldCourse {
  const begins: readonly Turn[] = [{ at: now, ...(winner && { winner }) }, ...turns];
  const name = nameOfField(field);
  return {
    ...('option' in field ? optionOf(field) : { field: field.scalar }),
    name,
    told,
    spans: begins.map((turn, index) => valueSpan(field, turn, begins[index + 1]?.at ?? told)),
  };
}

function valueSpan(field: FieldOf, { at, winner }: Turn, to: number): ValueSpan {
  const window = winner && windowOf(winner.layer);
  return {
    ...{ from: at, to },
    ...(winner && { value: shownWish(field, winner), origin: winner.wanted.origin }),
    ...(window && { window: { start: window.start, duration: window.duration } }),
  };
}

function windowCourse(
  window: Window,
  { from, to }: TimeSpan,
  { moment: { timezone }, calendar }: Pick<ExplainContext, 'moment' | 'calendar'>,
): WindowCourse {
  const spans: TimeSpan[] = [];
  let now = from;
  while (now < to && spans.length < mostSpans) {
    const span = spanOf(window, { now, timezone }, calendar);
    const { opens = to, closes = to } = span;
    if (opens < to) spans.push({ from: Math.max(opens, from), to: Math.min(closes, to) });
    now = opens < to ? closes : to;
  }
  const { start, duration } = window;
  return { start, duration, spans, told: Math.min(now, to) };
}
