import type { HttpAnswer } from './client.io.ts';

/** Nobody means more than this, and dates stay dates. Milliseconds. */
const longest = 10 * 365 * 86_400_000;

/**
 * Milliseconds that an answer asks to wait (`Retry-After`, RFC 9110 section 10.2.3: seconds or a date). A date counts
 * from the server's own clock where it tells it, since ours may differ.
 */
export function readRetryAfter({ headers }: Pick<HttpAnswer, 'headers'>, now: number): number | undefined {
  const text = headers['retry-after']?.trim();
  if (text === undefined) return undefined;
  if (/^\d+$/.test(text)) return Math.min(Number(text) * 1000, longest);
  const until = /^[A-Za-z]/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(until)) return undefined;
  const serverNow = Date.parse(headers.date ?? '');
  return Math.min(Math.max(0, until - (Number.isNaN(serverNow) ? now : serverNow)), longest);
}
