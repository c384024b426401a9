import { toShort } from '../../model/duration.ts';
import type { Origin } from '../../model/origin.ts';
import type {
  Course,
  FieldCourse,
  TimeSpan,
  ValueSpan,
  WindowCourse,
} from '../../reconcile/explain/explained.ts';
import type { Held, ToldSync } from '../../report/explain/answer.ts';
import { exactTime } from '../../report/html/kit/time.tsx';
import type { View } from '../view.ts';

/** What is drawn of a stretch of time: a value, a window, or what leaves the sync alone. Times are milliseconds since 1970. */
export type Bar = TimeSpan & {
  readonly look: 'base' | 'byWindow' | 'stopped' | 'none' | 'often' | 'open' | 'held' | 'watched';
  readonly text: string;
  /** It has no end that the clock brings. */
  readonly isEndless?: boolean;
  readonly place?: string;
  /** Of a text that is the product's own message. */
  readonly lang?: 'en';
};

export type ClockLane = {
  readonly kind: 'value' | 'window' | 'hold';
  readonly name: string;
  /** The address of what the lane is about. */
  readonly href?: string;
  readonly bars: readonly Bar[];
};

/** What may be drawn of a sync: an explanation that was asked for with `ahead`. */
export type DrawnSync = Pick<ToldSync, 'sync' | 'course' | 'holds'>;

/** A lane for each field that the clock changes, the windows that do it, and what leaves the sync alone. */
export function lanesOf(course: Course, holds: readonly Held[], view: View): readonly ClockLane[] {
  return [
    ...course.fields.filter(isChanging(course)).map((field) => fieldLane(field, course, view)),
    ...course.windows.map((window) => windowLane(window, course, view)),
    ...holds.map((held) => holdLane(held, course, view)),
  ];
}

/** Whether another value is wanted at some time, or nobody can tell. */
export function isChanging({ to }: TimeSpan): (field: FieldCourse) => boolean {
  return ({ spans, told }) => told < to || new Set(spans.map(({ value }) => value?.text)).size > 1;
}

/** What stays as it is: each field with its value. */
export function steadyOf(
  course: Course,
  view: View,
): readonly { readonly name: string; readonly text: string }[] {
  const isOther = isChanging(course);
  return course.fields
    .filter((field) => !isOther(field))
    .map((field) => ({ name: field.name, text: valueText(field, field.spans[0]!, view) }));
}

function fieldLane(field: FieldCourse, { from, to }: TimeSpan, view: View): ClockLane {
  const bars =
    field.told < to ? [tooOften({ from, to }, view)] : field.spans.map((span) => valueBar(field, span, view));
  return { kind: 'value', name: field.name, bars };
}

/** What nobody can read is not drawn. */
export function tooOften({ from, to }: TimeSpan, { words }: View): Bar {
  return { from, to, look: 'often', text: words.timeline.often };
}

export function valueBar(field: FieldCourse, span: ValueSpan, view: View): Bar {
  const { from, to, origin, window } = span;
  return {
    ...{ from, to, look: lookOf(field, span), text: valueText(field, span, view) },
    ...(origin && { place: `${placeText(origin)}${window ? ` (${windowText(window, view)})` : ''}` }),
  };
}

function lookOf({ field }: FieldCourse, { value, window }: ValueSpan): Bar['look'] {
  if (!value) return 'none';
  if (field === 'active' && value.json === false) return 'stopped';
  return window ? 'byWindow' : 'base';
}

function valueText({ field }: FieldCourse, { value }: ValueSpan, { words: { timeline } }: View): string {
  if (!value) return timeline.nothing;
  if (field !== 'active') return value.text;
  return value.json === false ? timeline.stopped : timeline.running;
}

function windowText({ start, duration }: Pick<WindowCourse, 'start' | 'duration'>, { words }: View): string {
  return `${words.timeline.window} ${start.value}, ${toShort(duration)}`;
}

function windowLane(window: WindowCourse, { from, to }: TimeSpan, view: View): ClockLane {
  const { timeline } = view.words;
  const { file, line } = window.start.origin;
  const place = `${placeText(window.start.origin)} (${windowText(window, view)})`;
  const bars = window.spans.map((span): Bar => {
    const end = timeline.until(span.to < to ? clockText(span.to, view) : '…');
    return { ...span, look: 'open', text: `${timeline.open} ${end}`, place };
  });
  const name = `${timeline.window} ${file.slice(file.lastIndexOf('/') + 1)}:${line}`;
  return {
    kind: 'window',
    name,
    bars: window.told < to ? [{ ...tooOften({ from, to }, view), place }] : bars,
  };
}

function holdLane({ rule, until, reason, origin }: Held, { from, to }: TimeSpan, view: View): ClockLane {
  const { timeline } = view.words;
  const name = rule === 'suspended' || rule === 'observed' ? timeline[rule] : `${timeline.leftAlone}`;
  const end =
    until === undefined ? '' : timeline.until(until < to ? clockText(until, view) : exactTime(until, view));
  const bar: Bar = {
    ...{ from, to: Math.min(until ?? to, to), look: rule === 'observed' ? 'watched' : 'held' },
    ...{ text: [end, reason ?? ''].filter((one) => one !== '').join(': ') || name },
    ...(reason !== undefined && rule !== 'suspended' && { lang: 'en' as const }),
    ...(until === undefined && { isEndless: true }),
    ...(origin && { place: placeText(origin) }),
  };
  return { kind: 'hold', name, bars: [bar] };
}

function placeText({ file, line }: Origin): string {
  return `${file}:${line}`;
}

/** `18:00`, as clocks in the configured timezone show it; seconds where there are some. */
export function clockText(at: number, { here: { calendar, timezone } }: Pick<View, 'here'>): string {
  const time = calendar.localAt(at, timezone).slice(11);
  return time.endsWith(':00') ? time.slice(0, 5) : time;
}
