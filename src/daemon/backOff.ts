import type { Failure } from '../problems/problem.ts';

/** A tenant that cannot be reached. Milliseconds since 1970. */
export type Failing = {
  readonly failure: Failure;
  readonly since: number;
  /** How often it was tried in vain since then. */
  readonly times: number;
  /** Not tried again before. What the server asks for (`Retry-After`) is kept, where it is longer than the back-off. */
  readonly retryAt: number;
};

const first = 30_000;
const longest = 15 * 60_000;
/** A server that asks for more than a day does not know what it says. */
const longestAsked = 24 * 60 * 60_000;

/** Half a minute, then twice as long each time, up to a quarter of an hour. Nothing is ever given up. */
export function backOffAfter(times: number): number {
  return Math.min(longest, first * 2 ** Math.min(times - 1, 20));
}

export function failAgain(before: Failing | undefined, failure: Failure, now: number): Failing {
  const times = (before?.times ?? 0) + 1;
  const pause = Math.max(backOffAfter(times), Math.min(failure.retryAfter ?? 0, longestAsked));
  return { failure, since: before?.since ?? now, times, retryAt: now + pause };
}
