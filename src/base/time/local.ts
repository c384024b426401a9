/** The instant at which clocks in UTC show `local` (`2026-12-01T00:00:00`); undefined for what no clock shows. */
export function parseLocal(local: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(local)) return undefined;
  const instant = Date.parse(`${local}Z`);
  const isReal = !Number.isNaN(instant) && localText(instant) === local;
  return isReal ? instant : undefined;
}

/** What clocks in UTC show at an instant: `2026-12-01T00:00:00`. */
export function localText(instant: number): string {
  return new Date(instant).toISOString().slice(0, 19);
}

const day = 86_400_000;

/** So many days after a date (`2026-12-01`), or before it. */
export function dateAfter(date: string, days: number): string {
  return localText(Date.parse(`${date}T00:00:00Z`) + days * day).slice(0, 10);
}

export const weekdays = [
  'Sunday',
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
] as const;

/** `Mon` for a date (`2026-11-30`). */
export function weekdayOf(date: string): string {
  return weekdays[new Date(`${date}T00:00:00Z`).getUTCDay()]!.slice(0, 3);
}
