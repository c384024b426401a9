/** A length of time in ticks of 100 ns, .NET's own resolution. */
export type Ticks = number;

export const ticksPerSecond = 10_000_000;

/** Reads .NET's constant form `[-][d.]hh:mm:ss[.fffffff]`, and ISO 8601 in days, hours, minutes and seconds. */
export function parseInterval(text: string): Ticks | undefined {
  return parseTimeSpan(text) ?? parseIso(text);
}

function parseTimeSpan(text: string): Ticks | undefined {
  const match = /^(-?)(?:(\d{1,8})\.)?([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(?:\.(\d{1,7}))?$/.exec(text);
  if (!match) return undefined;
  const [, sign, days = '0', hours, minutes, seconds, fraction = ''] = match;
  const whole = ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds);
  const ticks = whole * ticksPerSecond + Number(fraction.padEnd(7, '0'));
  return sign === '-' ? 0 - ticks : ticks;
}

function parseIso(text: string): Ticks | undefined {
  const match = /^P(?=.)(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d{1,7})?)S)?)?$/.exec(text);
  if (!match) return undefined;
  const [, days = '0', hours = '0', minutes = '0', seconds = '0'] = match;
  const whole = ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60;
  return whole * ticksPerSecond + Math.round(Number(seconds) * ticksPerSecond);
}

export type IntervalForm = 'timespan' | 'iso';

export function formatInterval(ticks: Ticks, form: IntervalForm): string {
  return form === 'iso' ? formatIso(ticks) : formatTimeSpan(ticks);
}

function formatTimeSpan(ticks: Ticks): string {
  const { days, hours, minutes, seconds, fraction } = split(ticks);
  const clock = [hours, minutes, seconds].map((part) => String(part).padStart(2, '0')).join(':');
  const rest = fraction === 0 ? '' : `.${String(fraction).padStart(7, '0')}`;
  return `${ticks < 0 ? '-' : ''}${days === 0 ? '' : `${days}.`}${clock}${rest}`;
}

/** As .NET's XmlConvert writes it: the units that are not zero, `PT0S` for none. */
function formatIso(ticks: Ticks): string {
  const { days, hours, minutes, seconds, fraction } = split(ticks);
  const exact =
    fraction === 0 ? seconds : `${seconds}.${String(fraction).padStart(7, '0').replace(/0+$/, '')}`;
  const time = [hours && `${hours}H`, minutes && `${minutes}M`, exact && `${exact}S`]
    .filter(Boolean)
    .join('');
  const date = days === 0 ? '' : `${days}D`;
  return `${ticks < 0 ? '-' : ''}P${date}${time && `T${time}`}${date || time ? '' : 'T0S'}`;
}

function split(ticks: Ticks) {
  const whole = Math.floor(Math.abs(ticks) / ticksPerSecond);
  return {
    days: Math.floor(whole / 86_400),
    hours: Math.floor(whole / 3_600) % 24,
    minutes: Math.floor(whole / 60) % 60,
    seconds: whole % 60,
    fraction: Math.abs(ticks) % ticksPerSecond,
  };
}
