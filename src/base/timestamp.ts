import type { Calendar } from './calendar.ts';
import { failed, ok, type Result } from './result.ts';
import { quoted } from './text/quoted.ts';
import { parseLocal } from './time/local.ts';

/** Milliseconds since 1970 as `2026-12-01T00:00:00.000Z`. */
export function timeText(at: number): string {
  return new Date(at).toISOString();
}

export function timeOrNull(at: number | null | undefined): string | null {
  return at === null || at === undefined ? null : timeText(at);
}

/** The instant of a local time (`2026-12-01T00:00:00`); undefined where it is none. */
export type InstantOf = (local: string) => number | undefined;

/**
 * Milliseconds since 1970 of a time as RFC 3339 has it, of a local time or of a date (its first instant), which `instantOf`
 * knows. Undefined for anything else, and for a time that is none (30 February).
 */
export function parseTimestamp(text: string, instantOf: InstantOf): number | undefined {
  const match =
    /^(\d{4}-\d\d-\d\d)(?:[Tt ](\d\d:\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(?: ?([Zz]|[+-]\d\d(?::?\d\d)?))?)?$/.exec(
      text,
    );
  if (!match) return undefined;
  const [, date, time = '00:00', seconds = '00', fraction = '', offset] = match;
  const local = `${date}T${time}:${seconds}`;
  const instant = offset === undefined ? instantOf(local) : atOffset(local, offset);
  return instant === undefined ? undefined : instant + Number(fraction.slice(0, 3).padEnd(3, '0'));
}

/** The milliseconds since 1970 of a time as `parseTimestamp` has it, a local one in the timezone, or what to say where it is none. */
export function readTimestamp(
  text: string,
  { calendar, timezone }: { readonly calendar: Calendar; readonly timezone: string },
): Result<number, { readonly message: string; readonly hint: string }> {
  const at = parseTimestamp(text, (local) => calendar.instantsOf(local, timezone)[0]);
  if (at !== undefined) return ok(at);
  return failed({
    message: `${quoted(text)} is no date or time`,
    hint: 'write it like 2026-12-01T08:00:00+01:00, or 2026-12-01T08:00 or 2026-12-01 in the configured timezone',
  });
}

function atOffset(local: string, offset: string): number | undefined {
  const asUtc = parseLocal(local);
  const minutes = parseOffset(offset);
  return asUtc === undefined || minutes === undefined ? undefined : asUtc - minutes * 60_000;
}

/** Minutes ahead of UTC. */
function parseOffset(text: string): number | undefined {
  if (/^z$/i.test(text)) return 0;
  const [hours, minutes] = [Number(text.slice(1, 3)), Number(text.slice(3).slice(-2))];
  if (hours > 23 || minutes > 59) return undefined;
  return (text.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}
