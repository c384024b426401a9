import { realpathSync } from 'node:fs';
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

/**
 * What this machine calls its time zone: what `TZ` says, else what the system does. It need not be a name that anybody
 * knows, since `TZ` may hold a rule (`CET-1CEST`), and a file may have been copied to where the system looks.
 */
export function systemTimezone(tz: string | undefined): string {
  const said = tz?.trim().replace(/^:/, '');
  if (said) return said.startsWith('/') ? nameOfFile(said) : said;
  const linked = nameOfFile('/etc/localtime');
  if (!linked.startsWith('/')) return linked;
  // Whoever asks this first waits 12 ms for lists of languages.
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions() as { timeZone?: string };
  return timeZone ?? linked;
}

/** By where it lies in the database of time zones, which has several names for UTC; else the path itself. */
function nameOfFile(path: string): string {
  try {
    const name = /\/zoneinfo\/(?:posix\/|right\/)?(.+)$/.exec(realpathSync(path))?.[1] ?? path;
    return /^(?:Etc\/)?(?:UTC|UCT|Universal|Zulu)$/.test(name) ? 'UTC' : name;
  } catch {
    return path;
  }
}
