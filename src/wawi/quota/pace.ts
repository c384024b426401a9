import { longestWait } from '../../http/retry.ts';
import type { QuotaReading } from './reading.ts';

/** What is known of one quota. Times are in milliseconds, by the monotonic clock. */
export type Pace = {
  /** `at`: when it was read. `order`: its place among all starts and landings, since a clock is too coarse to tell which came first. */
  readonly reading: (QuotaReading & { readonly at: number; readonly order: number }) | undefined;
  /** Whether a request has landed and none has told anything: nothing is waited for then. */
  readonly isSilent: boolean;
  readonly inFlight: number;
  readonly lastStart: number;
  /** Counts starts and landings. */
  readonly order: number;
};

export const unknownPace: Pace = {
  reading: undefined,
  isSilent: false,
  inFlight: 0,
  lastStart: Number.NEGATIVE_INFINITY,
  order: 0,
};

/** The longest pause between two requests while something is left. Milliseconds. */
const longestPause = 30_000;

/**
 * Milliseconds until the next request may start; `landing`: not before one in flight has come back. `mayAsk`: whether one
 * may go ahead although nothing seems to be left, where it would be turned away otherwise.
 *
 * Without a fresh reading one request goes ahead to fetch it, also after a pause, so that nothing bursts. The first half of
 * a quota is free; what is left of the second half is spread over a whole interval, which is right whether the server counts
 * in fixed intervals, over a sliding one, or refills bit by bit.
 */
export function pauseBefore(pace: Pace, now: number, mayAsk = false): number | 'landing' {
  const { reading, isSilent, inFlight, lastStart } = pace;
  if (isSilent) return 0;
  if (!reading || !isFresh(reading, now)) return inFlight === 0 ? 0 : 'landing';
  const { limit, remaining, at } = reading;
  const interval = intervalOf(reading);
  const left = remaining - inFlight;
  if (left > limit / 2) return 0;
  if (inFlight > 0 && (left <= 0 || remaining > limit / 2)) return 'landing';
  if (left > 0) return Math.max(0, lastStart + Math.min(longestPause, interval / left) - now);
  const wait = at + interval - now;
  return wait > longestWait && mayAsk ? 0 : wait;
}

/** The `order` of the new pace is that of the request. */
export function withStart(pace: Pace, now: number): Pace {
  return { ...pace, inFlight: pace.inFlight + 1, lastStart: now, order: pace.order + 1 };
}

/** `started` is the order of the request; `told` what its answer says, if one came and says anything. */
export function withLanding(pace: Pace, started: number, told: QuotaReading | undefined, now: number): Pace {
  const order = pace.order + 1;
  const keepsOld = told === undefined || isOvertaken(pace.reading, started, told, now);
  const reading = keepsOld ? pace.reading : { ...told, at: now, order };
  return { ...pace, inFlight: pace.inFlight - 1, order, reading, isSilent: reading === undefined };
}

/** Answers may overtake each other: of two that were on their way together, the one that tells of less is the later. */
function isOvertaken(reading: Pace['reading'], started: number, told: QuotaReading, now: number): boolean {
  if (!reading || !isFresh(reading, now)) return false;
  return started < reading.order && told.remaining > reading.remaining;
}

function isFresh(reading: QuotaReading & { readonly at: number }, now: number): boolean {
  return now - reading.at < intervalOf(reading);
}

function intervalOf({ intervalSeconds }: QuotaReading): number {
  return intervalSeconds * 1000;
}
