import { failed, ok, type Result } from '../base/result.ts';

/**
 * A length of time in ticks of 100 ns (the resolution of the ERP's own TimeSpan), negative where the ERP says so.
 * Whole numbers: exact up to 28 years either way.
 */
export type Duration = number & { readonly [ticks]: true };
declare const ticks: unique symbol;

const second = 10_000_000;
const day = 86_400 * second;
const unitTicks = { w: 7 * day, d: day, h: 3_600 * second, m: 60 * second, s: second } as const;

/** What a document may ask for: 1 s to 10 years (the contract's limits). */
export const shortest = unitTicks.s as Duration;
export const longest = (3_653 * unitTicks.d) as Duration;

export function durationOfSeconds(seconds: number): Duration {
  return Math.round(seconds * second) as Duration;
}

export function toMilliseconds(duration: Duration): number {
  return duration / 10_000;
}

/** What is wrong with a duration that a user wrote: words for a problem, and the spelling that was probably meant. */
export type DurationMistake = { readonly message: string; readonly hint?: string };

/** Reads what a document may hold: `90s`, `1h30m`, `PT5M`, `00:05:00`; with a unit, and within the limits. */
export function parseDesiredDuration(text: string): Result<Duration, DurationMistake> {
  const bare = /^[+-]?\d+(?:[.,]\d+)?$/.test(text.trim());
  if (bare) return failed({ message: `\`${text}\` has no unit`, hint: hintForBare(text) });
  const duration = parseForm(shortForm, text) ?? parseDuration(text);
  if (duration === undefined) return failed(notADuration(text));
  if (duration < 0)
    return failed({ message: `\`${text}\` is negative`, hint: 'a duration runs from 1 s to 10 years' });
  if (duration < shortest)
    return failed({ message: `\`${text}\` is too short`, hint: 'the shortest duration is 1s' });
  if (duration > longest)
    return failed({ message: `\`${text}\` is too long`, hint: 'the longest duration is 10 years (3653d)' });
  return ok(duration);
}

/** Whether a document may ask for it, as `toShort` writes it. */
export function isDesirable(duration: Duration): boolean {
  const read = parseDesiredDuration(toShort(duration));
  return read.ok && read.value === duration;
}

function hintForBare(text: string): string {
  const amount = text.trim().replace(/^[+-]/, '').replace(',', '.');
  return Number(amount) === 0 ? 'the shortest duration is 1s' : `write ${amount}s, ${amount}m or ${amount}h`;
}

function notADuration(text: string): DurationMistake {
  const hint = 'write a number and a unit, like 90s, 5m, 1h30m or 1d; or PT5M; or 00:05:00';
  if (/^P(?=.*[YM].*)(?!T)[\dYMWD.,]+(?:T.*)?$/i.test(text)) {
    return {
      message: `\`${text}\` uses years or months, which have no fixed length`,
      hint: 'use days: P30D or 30d',
    };
  }
  return { message: `\`${text}\` is not a duration`, hint };
}

/** `1d2h30m15s`: each unit at most once, from long to short. */
const shortForm =
  /^(?<sign>[+-]?)(?:(?<d>\d+(?:\.\d+)?)d)?(?:(?<h>\d+(?:\.\d+)?)h)?(?:(?<m>\d+(?:\.\d+)?)m)?(?:(?<s>\d+(?:\.\d+)?)s)?$/;

/** ISO 8601, but for years and months. */
const isoForm =
  /^(?<sign>[+-]?)P(?:(?<w>\d+(?:[.,]\d+)?)W)?(?:(?<d>\d+(?:[.,]\d+)?)D)?(?:T(?=\d)(?:(?<h>\d+(?:[.,]\d+)?)H)?(?:(?<m>\d+(?:[.,]\d+)?)M)?(?:(?<s>\d+(?:[.,]\d+)?)S)?)?$/;

/** Both forms may leave out any unit, but not all of them. */
function parseForm(form: RegExp, text: string): Duration | undefined {
  const parts = form.exec(text)?.groups;
  if (!parts || !/\d/.test(text)) return undefined;
  const amounts = Object.entries(unitTicks).map(([unit, ticks]) => amountOf(parts[unit], ticks));
  return signed(
    parts.sign,
    amounts.reduce((sum, amount) => sum + amount, 0),
  );
}

function signed(sign: string | undefined, ticks: number): Duration {
  return (sign === '-' ? 0 - ticks : ticks) as Duration;
}

function amountOf(text: string | undefined, unit: number): number {
  if (text === undefined) return 0;
  const [whole, fraction] = text.split(/[.,]/);
  return Number(whole) * unit + (fraction ? Math.round(Number(`0.${fraction}`) * unit) : 0);
}

/** Reads what a server may answer: the TimeSpan form `[-][d.]hh:mm:ss[.fffffff]`, or ISO 8601 without years and months. */
export function parseDuration(text: string): Duration | undefined {
  return parseTimeSpan(text) ?? parseForm(isoForm, text);
}

/** A fraction of seven digits counts ticks. */
function parseTimeSpan(text: string): Duration | undefined {
  const match = /^(-?)(?:(\d{1,8})\.)?(\d{1,2}):(\d{2}):(\d{2})(?:\.(\d{1,7}))?$/.exec(text);
  if (!match) return undefined;
  const [hours, minutes, seconds] = [Number(match[3]), Number(match[4]), Number(match[5])];
  if (hours > 23 || minutes > 59 || seconds > 59) return undefined;
  const time = hours * unitTicks.h + minutes * unitTicks.m + seconds * unitTicks.s;
  const days = Number(match[2] ?? 0) * unitTicks.d;
  return signed(match[1], days + time + Number((match[6] ?? '').padEnd(7, '0')));
}

/** ISO 8601 in days, hours, minutes and seconds, each below the next unit: `P1DT2H`, `PT1M30S`, `PT0S`. */
export function toIso(duration: Duration): string {
  const { sign, days, hours, minutes, seconds } = split(duration);
  const time = `${hours ? `${hours}H` : ''}${minutes ? `${minutes}M` : ''}${seconds ? `${seconds}S` : ''}`;
  const date = days ? `${days}D` : '';
  return `${sign}P${date}${time ? `T${time}` : ''}${date || time ? '' : 'T0S'}`;
}

/** The short form people write: `1d2h`, `5m`, `90s` reads `1m30s`. */
export function toShort(duration: Duration): string {
  const { sign, days, hours, minutes, seconds } = split(duration);
  const text = `${days ? `${days}d` : ''}${hours ? `${hours}h` : ''}${minutes ? `${minutes}m` : ''}${seconds ? `${seconds}s` : ''}`;
  return `${sign}${text || '0s'}`;
}

/** .NET's TimeSpan in its constant form, what the ERP reads: `[-][d.]hh:mm:ss[.fffffff]`. */
export function toTimeSpan(duration: Duration): string {
  const { sign, days, hours, minutes, seconds } = split(duration);
  const [whole = '0', fraction] = seconds.split('.');
  const two = (value: string | number) => String(value).padStart(2, '0');
  const time = `${two(hours)}:${two(minutes)}:${two(whole || '0')}`;
  return `${sign}${days ? `${days}.` : ''}${time}${fraction ? `.${fraction.padEnd(7, '0')}` : ''}`;
}

/** `seconds` is text without trailing zeros, empty for none, since a fraction must not pass through binary floats. */
function split(duration: Duration) {
  const all = Math.abs(duration);
  const rest = all % unitTicks.m;
  const whole = Math.floor(rest / second);
  const fraction = String(rest % second)
    .padStart(7, '0')
    .replace(/0+$/, '');
  return {
    sign: duration < 0 ? '-' : '',
    days: Math.floor(all / unitTicks.d),
    hours: Math.floor((all % unitTicks.d) / unitTicks.h),
    minutes: Math.floor((all % unitTicks.h) / unitTicks.m),
    seconds: fraction ? `${whole}.${fraction}` : whole ? String(whole) : '',
  };
}
