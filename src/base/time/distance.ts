const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
] as const;

/** How far a time lies from now, in milliseconds, as people say it: `3 min. ago`, `in 2 hr.`, `vor 3 Min.`; negative is the past. */
export function distanceText(milliseconds: number, language: string): string {
  const [unit, size] = units.find(([, size]) => Math.abs(milliseconds) >= size) ?? ['second', 1_000];
  return formatFor(language).format(Math.trunc(milliseconds / size), unit);
}

/** The last one: pages ask for many in one language, and to make one takes far longer than to use it. */
let last: { readonly language: string; readonly format: Intl.RelativeTimeFormat } | undefined;

function formatFor(language: string): Intl.RelativeTimeFormat {
  if (last?.language !== language)
    last = { language, format: new Intl.RelativeTimeFormat(language, { style: 'short', numeric: 'auto' }) };
  return last.format;
}
