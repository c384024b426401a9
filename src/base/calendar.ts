/** Cron and time zones, as core needs them. Instants are milliseconds since 1970. */
export type Calendar = {
  /** Why a cron expression cannot be used (unreadable, or it names no time at all), or undefined where it can. */
  mistakeIn(pattern: string): string | undefined;
  /** The first time strictly after `after` that the pattern names in the time zone, or undefined for none. */
  next(pattern: string, timezone: string, after: number): number | undefined;
  isTimezone(name: string): boolean;
  /** The instant at which clocks in the time zone show `local` (`2026-12-01T00:00:00`); undefined if `local` is no time. */
  instantOf(local: string, timezone: string): number | undefined;
};
