import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from './clock.ts';

/** The time of this machine. */
export const systemClock: Clock = { now: Date.now, monotonic: () => performance.now(), sleep };

async function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  // Timers hold 2^31 - 1 ms; who waits for longer is woken up and waits again.
  for (let left = milliseconds; left > 0; left -= longestTimer) {
    await wait(Math.min(left, longestTimer), undefined, { signal });
  }
  signal.throwIfAborted();
}

const longestTimer = 2 ** 31 - 1;

/** The time zone of this machine, by its IANA name. */
export function systemTimezone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}
