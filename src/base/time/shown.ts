import type { Calendar } from '../calendar.ts';
import { dateAfter, localText, parseLocal, weekdayOf } from './local.ts';

/** When and where a time is read or shown: `now` in milliseconds since 1970, and the zone of whoever reads it. */
export type Here = {
  readonly now: number;
  readonly timezone: string;
  readonly calendar: Pick<Calendar, 'localAt' | 'instantsOf' | 'daysAfter'>;
};

/**
 * A time in as few words as tell it from others: `today 06:00`, `tomorrow 06:00`, `yesterday 23:10`, `Mon 08:00` within the
 * coming week, else `2026-12-24 08:00`. `parseWhen` reads all of them.
 */
export function shownTime(at: number, here: Here): string {
  const { date, time } = piecesOf(at, here);
  return `${dayWord(date, piecesOf(here.now, here).date)} ${time}`;
}

/** The date and the time, for who reads it later: `2026-11-30 06:00`. */
export function dayTime(at: number, here: Here): string {
  const { date, time } = piecesOf(at, here);
  return `${date} ${time}`;
}

/** The hour in which a time lies, as files have it: `2026-11-30T06:00`. */
export function localHour(at: number, { timezone, calendar }: Here): string {
  return `${calendar.localAt(at, timezone).slice(0, 13)}:00`;
}

const minute = 60_000;

/** The minute in which something begins or ends, where nobody minds the seconds. */
export function toMinute(at: number): number {
  return Math.floor(at / minute) * minute;
}

/** A time with its day, its date and its zone: `Mon 2026-11-30 06:00 (Europe/Berlin)`. */
export function fullTime(at: number, here: Here): string {
  const { date, time } = piecesOf(at, here);
  return `${weekdayOf(date)} ${date} ${time} (${here.timezone})`;
}

function dayWord(date: string, today: string): string {
  if (date === today) return 'today';
  if (date === dateAfter(today, 1)) return 'tomorrow';
  if (date === dateAfter(today, -1)) return 'yesterday';
  return date > today && date < dateAfter(today, 7) ? weekdayOf(date) : date;
}

/** Seconds are left out where there are none. A time that clocks show twice that day is told apart by its offset. */
function piecesOf(at: number, { timezone, calendar }: Here) {
  const local = calendar.localAt(at, timezone);
  const time = local.endsWith(':00') ? local.slice(11, 16) : local.slice(11);
  const isTwice = calendar.instantsOf(local, timezone).length > 1;
  return { date: local.slice(0, 10), time: isTwice ? `${time}${offsetOf(local, at)}` : time };
}

function offsetOf(local: string, at: number): string {
  const ahead = parseLocal(local)! - Math.floor(at / 1000) * 1000;
  return `${ahead < 0 ? '-' : '+'}${localText(Math.abs(ahead)).slice(11, 16)}`;
}
