/** How long it takes, for people who wait: `40 s`, `4 min`, `2 h 10 min`. Seconds, at least one. */
export function aboutText(seconds: number): string {
  if (seconds < 10) return `${Math.max(1, Math.round(seconds))} s`;
  if (seconds < 90) return `${Math.round(seconds / 5) * 5} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return `${minutes} min`;
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return rest === 0 || hours >= 10 ? `${hours} h` : `${hours} h ${rest} min`;
}

/** `a minute`, `an hour`, `in 30 s`: for how long a count holds. */
export function eachText(seconds: number): string {
  const units: Readonly<Record<number, string>> = { 1: 'second', 60: 'minute', 86400: 'day' };
  if (seconds === 3_600) return 'an hour';
  return units[seconds] === undefined ? `in ${aboutText(seconds)}` : `a ${units[seconds]}`;
}
