import type { HttpAnswer } from './answer.ts';

/** Nobody means more than this, and dates stay dates. Milliseconds. */
const longest = 10 * 365 * 86_400_000;

/**
 * Milliseconds that an answer asks to wait (`Retry-After`, RFC 9110 section 10.2.3: seconds or a date; the longest, where
 * a proxy has added its own). A date counts from the server's own clock where it tells it, since ours may differ.
 */
export function readRetryAfter({ headers }: Pick<HttpAnswer, 'headers'>, now: number): number | undefined {
  const serverNow = dateOf(datesApart(headers.date ?? '')[0]!) ?? now;
  const waits = datesApart(headers['retry-after'] ?? '').flatMap((part) => {
    if (/^\d+$/.test(part)) return [Number(part) * 1000];
    const until = dateOf(part);
    return until === undefined ? [] : [Math.max(0, until - serverNow)];
  });
  return waits.length > 0 ? Math.min(Math.max(...waits), longest) : undefined;
}

/** A date has a comma of its own, behind the day of the week. */
function datesApart(list: string): string[] {
  return list.split(/(?<!\b(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*),/i).map((part) => part.trim());
}

/** Dates of HTTP are in UTC, whether they say so or not, but Date would take those that do not for local ones. */
function dateOf(text: string): number | undefined {
  const isDate = /^(?:[A-Za-z]|\d{4}-\d\d-\d\dT)/.test(text);
  const saysZone = /(?:Z|GMT|UTC?|[+-]\d\d:?\d\d)$/i.test(text);
  const time = isDate ? Date.parse(saysZone ? text : `${text} GMT`) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}
