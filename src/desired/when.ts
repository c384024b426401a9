import { nearest } from '../base/nearest.ts';
import { printable } from '../base/printable.ts';
import { failed, ok, type Result } from '../base/result.ts';
import { crop } from '../base/text/cells.ts';
import { dateAfter, parseLocal, weekdayOf, weekdays } from '../base/time/local.ts';
import type { Here } from '../base/time/shown.ts';
import { type InstantOf, parseTimestamp } from '../base/timestamp.ts';
import { parseDesiredDuration, toMilliseconds } from '../model/duration.ts';

/** A time as a user writes it: which one it is, in milliseconds since 1970, depends on where and when it is read. */
export type When = (here: Here) => number;

/** Whether a time of day alone is the next one, or the one that was last. Only who looks back writes `2h` for so long ago. */
export type Direction = 'ahead' | 'back';

/**
 * Reads ISO 8601 (with a zone, or in the reader's), a date, `23:00`, `today`, `tomorrow 06:00`, `yesterday`, `Mon 08:00`,
 * `now`, and `+8h` or `-2h` from now. A day alone is its first instant. A time that clocks show twice is the first of both,
 * but `23:00` and `Mon 08:00` are whichever comes next, or was last; one that they skip is the moment at which they do.
 */
export function parseWhen(text: string, direction: Direction): Result<When> {
  const words = text.trim().replace(/\s+/g, ' ');
  const when = read(words, direction);
  return when ? ok(when) : failed(mistakeIn(words, direction));
}

function read(words: string, direction: Direction): When | undefined {
  return atTimestamp(words) ?? fromNow(words, direction) ?? onDay(words, direction);
}

/** From 1900 on: before, calendars part ways. */
function atTimestamp(words: string): When | undefined {
  const [, weekday, text = ''] = /^(?:([a-z]{3}) )?((?:19|[2-9]\d)\d\d-.*)$/i.exec(words) ?? [];
  if (parseTimestamp(text, parseLocal) === undefined) return undefined;
  if (weekday !== undefined && weekdayOf(text.slice(0, 10)).toLowerCase() !== weekday.toLowerCase())
    return undefined;
  return (here) => parseTimestamp(text, instantIn(here))!;
}

function instantIn({ calendar, timezone }: Here): InstantOf {
  return (local) => calendar.instantsOf(local, timezone)[0];
}

const wholeDay = 86_400_000;

/** Whole days from now it is the same time of day, as where a window closes. */
function fromNow(words: string, direction: Direction): When | undefined {
  const [, sign = '', text = ''] = /^([+-]?)([^+-].*)$/.exec(words) ?? [];
  if (sign === '' && (direction === 'ahead' || timeOfDay(text))) return undefined;
  const duration = parseDesiredDuration(text);
  if (!duration.ok) return undefined;
  const length = Math.round(toMilliseconds(duration.value)) * (sign === '+' ? 1 : -1);
  return ({ now, calendar, timezone }) =>
    length % wholeDay === 0 ? calendar.daysAfter(now, length / wholeDay, timezone) : now + length;
}

const days: Readonly<Record<string, number>> = { yesterday: -1, today: 0, tomorrow: 1 };

/** A time of day, on a day that is named by a word, or on the next or last that has one. */
function onDay(words: string, direction: Direction): When | undefined {
  if (words.toLowerCase() === 'now') return ({ now }) => now;
  const [, word = '', text = word && '00:00'] = /^(?:([a-z]+)(?: (?=.)|$))?(\d.*)?$/i.exec(words) ?? [];
  const time = timeOfDay(text);
  if (!time) return undefined;
  const day = word.toLowerCase();
  if (Object.hasOwn(days, day)) return (here) => instantsOf([days[day]!], time, here)[0]!;
  const weekday = weekdays.find((name) => [name, name.slice(0, 3)].some((one) => one.toLowerCase() === day));
  if (word !== '' && weekday === undefined) return undefined;
  return (here) => {
    const around = Array.from({ length: 17 }, (_, index) => index - 8).filter(
      (shift) => weekday === undefined || weekday.startsWith(weekdayOf(dateIn(shift, here))),
    );
    const instants = instantsOf(around, time, here);
    return direction === 'ahead'
      ? instants.find((one) => one > here.now)!
      : instants.findLast((one) => one <= here.now)!;
  };
}

type TimeOfDay = { readonly local: string; readonly offset: string };

/** `06:00`, `6:00`, `06:00:30`; with an offset one that clocks show twice is told apart. */
function timeOfDay(text: string): TimeOfDay | undefined {
  const match = /^(\d\d?)(:\d\d)(:\d\d)?(Z|[+-]\d\d:\d\d)?$/.exec(text);
  if (!match) return undefined;
  const [, hours = '', minutes, seconds = ':00', offset = ''] = match;
  const local = `${hours.padStart(2, '0')}${minutes}${seconds}`;
  const isReal = parseTimestamp(`2026-01-01T${local}${offset}`, parseLocal) !== undefined;
  return isReal ? { local, offset } : undefined;
}

/** When it is a time of day so many days from today, in order. */
function instantsOf(shifts: readonly number[], { local, offset }: TimeOfDay, here: Here): number[] {
  return shifts.flatMap((shift) => {
    const text = `${dateIn(shift, here)}T${local}`;
    if (offset !== '') return [parseTimestamp(text + offset, parseLocal)!];
    return here.calendar.instantsOf(text, here.timezone);
  });
}

function dateIn(shift: number, { now, timezone, calendar }: Here): string {
  return dateAfter(calendar.localAt(now, timezone).slice(0, 10), shift);
}

function mistakeIn(words: string, direction: Direction): string {
  const meant = meantBy(words, direction);
  const hint = meant === undefined ? '.' : `: did you mean \`${meant}\`?`;
  const ago = direction === 'back' ? '2h, ' : '';
  const forms = `${ago}23:00, +8h, today, yesterday, tomorrow 06:00, Mon 08:00, 2026-11-30 or 2026-11-30T06:00+01:00`;
  return `\`${crop(printable(words), 60)}\` is no time${hint} A time is written like ${forms}`;
}

/** What else people write, and words that are nearly right. */
function meantBy(words: string, direction: Direction): string | undefined {
  const [, day = '', month = '', year = '', rest = ''] =
    /^(\d\d?)\.(\d\d?)\.(\d{4})(?: (.*))?$/.exec(words) ?? [];
  const [first = '', ...others] = words.split(' ');
  const guesses = [
    `+${words}`,
    words.replace(/(\d)[.hH](\d\d)\b/, '$1:$2'),
    `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}${rest && `T${rest.padStart(5, '0')}`}`,
    words.replace(/^(\S+) ?(?:at|um) ?/i, '$1 '),
    [nearest(first, [...Object.keys(days), ...weekdays, 'now']) ?? first, ...others].join(' '),
  ];
  return guesses.find((one) => one !== words && read(one, direction));
}
