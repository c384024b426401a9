import { Cron } from 'croner';
import { localText, parseLocal } from './time/local.ts';

/** Cron and time zones, as documents name them. Instants are milliseconds since 1970. */
export type Calendar = {
  /** Why a cron expression cannot be used (unreadable, or it names no time at all), or undefined where it can. */
  mistakeIn(pattern: string): string | undefined;
  /** The first time strictly after `after` that the pattern names in the time zone, or undefined for none. */
  next(pattern: string, timezone: string, after: number): number | undefined;
  isTimezone(name: string): boolean;
  /** What clocks in the time zone show at an instant: `2026-12-01T00:00:00`. */
  localAt(instant: number, timezone: string): string;
  /**
   * When clocks in the time zone show `local` (`2026-12-01T00:00:00`): twice on some days, so the first comes first. Of a
   * time that they skip it is the instant at which they skip it. Empty if `local` is no time.
   */
  instantsOf(local: string, timezone: string): readonly number[];
  /** So many whole days after an instant: when clocks in the time zone show the same time of day, or skip it. */
  daysAfter(instant: number, days: number, timezone: string): number;
};

/** Cron by croner, time zones by the system's Intl. */
export function createCalendar(): Calendar {
  const mistakes = createCache<string | undefined>(10_000);
  // Kept apart from the time of day, since to find that a date never comes takes milliseconds.
  const dates = createCache<boolean>(1_000);
  const isDate = (fields: readonly string[]) => dates(fields.join(' '), () => comes(fields));
  // One paused instance per pattern and zone is shared, since each holds some 80 KB.
  const crons = createCache<Cron>(500);
  const zones = createCache<boolean>(100);
  const formats = createCache<Intl.DateTimeFormat>(100);
  const formatFor = (timezone: string) => formats(timezone, () => createFormat(timezone));
  // Both must know it.
  const isUsable = (name: string) =>
    succeeds(() => [formatFor(name), createCron('* * * * *', name).nextRun()]);
  return {
    mistakeIn: (pattern) => mistakes(pattern, () => findMistake(pattern, isDate)),
    next(pattern, timezone, after) {
      const cron = crons(`${timezone} ${pattern}`, () => createCron(pattern, timezone));
      return cron.nextRun(new Date(after))?.getTime();
    },
    isTimezone: (name) => zones(name, () => isListed(name) || isUsable(name)),
    localAt(instant, timezone) {
      return localText(instant + offsetAt(instant, formatFor(timezone)));
    },
    instantsOf(local, timezone) {
      const asUtc = parseLocal(local);
      return asUtc === undefined ? [] : findInstants(asUtc, formatFor(timezone));
    },
    daysAfter: (instant, days, timezone) => findDaysAfter(instant, days, formatFor(timezone)),
  };
}

/** Whether it is UTC, or what the system calls a zone itself: to make a format of one takes ten times as long, and a listed one never fails. */
function isListed(name: string): boolean {
  return name === 'UTC' || Intl.supportedValuesOf('timeZone').includes(name);
}

type Cache<T> = (key: string, make: () => T) => T;

/** Forgets what came first once it holds more than `most`. What `make` throws is not kept. */
function createCache<T>(most: number): Cache<T> {
  const kept = new Map<string, T>();
  return (key, make) => {
    if (kept.has(key)) return kept.get(key) as T;
    const made = make();
    kept.set(key, made);
    if (kept.size > most) kept.delete(kept.keys().next().value!);
    return made;
  };
}

function createCron(pattern: string, timezone: string): Cron {
  return new Cron(pattern, { paused: true, mode: '5-or-6-parts', timezone });
}

const longestPattern = 200;

/** croner would also take a date or `@daily`, and is silent about a pattern that never runs. */
function findMistake(pattern: string, isDate: (fields: readonly string[]) => boolean): string | undefined {
  if (pattern.length > longestPattern) return 'is not a cron expression: it is too long';
  const fields = pattern.trim().split(/\s+/);
  if (fields.length !== 5 && fields.length !== 6) {
    return 'is not a cron expression: it takes 5 fields, or 6 with seconds';
  }
  if (pattern.includes(':'))
    return 'is not a cron expression: it has no colons, the hour is a field of its own';
  try {
    createCron(pattern, 'UTC');
  } catch (error) {
    return `is not a cron expression: ${wordsOf(error as Error)}`;
  }
  return isDate(fields.slice(-3)) ? undefined : 'names a date that does not exist, so it never comes';
}

/** Day, month and weekday that name no date in 28 years, in which every date meets every weekday, never will. */
function comes(fields: readonly string[]): boolean {
  const midnight = `0 0 ${fields.join(' ')}`;
  return createCron(midnight, 'UTC').nextRun(new Date('2000-01-01T00:00:00Z')) !== null;
}

/** croner counts the days and months of its messages from 0. */
function wordsOf({ message }: Error): string {
  const words = message
    .replace(/^CronPattern: /, '')
    .replace(/((?:day|month): )(-?\d+)/, (_, name: string, value: string) => name + (Number(value) + 1));
  return words.charAt(0).toLowerCase() + words.slice(1);
}

function succeeds(attempt: () => unknown): boolean {
  try {
    attempt();
    return true;
  } catch {
    return false;
  }
}

function createFormat(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'iso8601',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
}

const day = 86_400_000;

function findInstants(asUtc: number, format: Intl.DateTimeFormat): number[] {
  const before = offsetAt(asUtc - day, format);
  const after = offsetAt(asUtc + day, format);
  const matches = [asUtc - before, asUtc - after].filter((one) => one + offsetAt(one, format) === asUtc);
  if (matches.length === 0) return [findChange(asUtc - after, asUtc - before, format)];
  return [...new Set(matches)].sort((a, b) => a - b);
}

/** Days of 24 hours, put right by as much as clocks show another time of day then. A day that a zone skips does not count. */
function findDaysAfter(instant: number, days: number, format: Intl.DateTimeFormat): number {
  const later = instant + days * day;
  const shown = later + offsetAt(later, format);
  const off = ((((instant + offsetAt(instant, format) - shown) % day) + 1.5 * day) % day) - day / 2;
  return off === 0 ? later : findInstants(shown + off, format)[0]!;
}

/** How far clocks are ahead of UTC, in milliseconds. */
function offsetAt(instant: number, format: Intl.DateTimeFormat): number {
  const parts = Object.fromEntries(
    format.formatToParts(instant).map((part) => [part.type, Number(part.value)]),
  );
  const { year, month, day, hour, minute, second } = parts;
  return Date.UTC(year!, month! - 1, day, hour, minute, second) - Math.floor(instant / 1000) * 1000;
}

/** The first instant at which clocks are as far ahead as at `late`, to the second. */
function findChange(early: number, late: number, format: Intl.DateTimeFormat): number {
  const goal = offsetAt(late, format);
  let [low, high] = [early / 1000, late / 1000];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(middle * 1000, format) === goal) high = middle;
    else low = middle;
  }
  return high * 1000;
}
