import { durationOfSeconds, toShort } from '../../model/duration.ts';

/** `4m ago`. */
export function ago(at: string, now: string): string {
  return `${between(at, now)} ago`;
}

/** `in 4m`; what is overdue is due now. */
export function ahead(at: string, now: string): string {
  return Date.parse(at) <= Date.parse(now) ? 'now' : `in ${between(now, at)}`;
}

/** The two largest units: nobody reads the seconds of a day. */
export function between(from: string, to: string): string {
  const seconds = Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 1000));
  const step = seconds >= 86_400 ? 3_600 : seconds >= 3_600 ? 60 : 1;
  return toShort(durationOfSeconds(Math.floor(seconds / step) * step));
}
