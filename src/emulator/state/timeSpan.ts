/** A length of time in ticks of 100 ns, .NET's own resolution. */
export type Ticks = number;

export const ticksPerSecond = 10_000_000;

/** .NET's constant form `[-][d.]hh:mm:ss[.fffffff]`, and ISO 8601 in days, hours, minutes and seconds. */
const notations = [
  /^(?<sign>-?)(?:(?<days>\d{1,8})\.)?(?<hours>[01]\d|2[0-3]):(?<minutes>[0-5]\d):(?<seconds>[0-5]\d(?:\.\d{1,7})?)$/,
  /^P(?=.)(?:(?<days>\d+)D)?(?:T(?=.)(?:(?<hours>\d+)H)?(?:(?<minutes>\d+)M)?(?:(?<seconds>\d+(?:\.\d{1,7})?)S)?)?$/,
];

/** Undefined for a text in neither notation. */
export function parseInterval(text: string): Ticks | undefined {
  const parts = notations.map((notation) => notation.exec(text)?.groups).find((groups) => groups);
  if (!parts) return undefined;
  const { sign, days = '0', hours = '0', minutes = '0', seconds = '0' } = parts;
  const whole = ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60;
  const ticks = whole * ticksPerSecond + Math.round(Number(seconds) * ticksPerSecond);
  return sign === '-' ? 0 - ticks : ticks;
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
