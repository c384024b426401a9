import { distanceText } from '../../../base/time/distance.ts';
import { shownTime } from '../../../base/time/shown.ts';
import { timeText } from '../../../base/timestamp.ts';
import { type Language, localeOf } from '../language.ts';
import type { PageReader } from './reader.ts';

/**
 * A time by its distance, exact for whoever hovers over it or hears it. `at` is in milliseconds since 1970. The script of
 * the page keeps the distance right while nothing else changes.
 */
export function Time({ at, reader }: { readonly at: number; readonly reader: PageReader }) {
  const exact = exactTime(at, reader);
  return (
    <time datetime={timeText(at)} title={exact}>
      <span data-distance aria-hidden="true">
        {distanceText(at - reader.here.now, reader.language)}
      </span>
      <span class="unseen">{exact}</span>
    </time>
  );
}

/** A time as clocks show it, exact for whoever hovers over it or hears it: `06:00`, `tomorrow 06:00`. */
export function ClockTime({ at, reader }: { readonly at: number; readonly reader: PageReader }) {
  const exact = exactTime(at, reader);
  return (
    <time datetime={timeText(at)} title={exact}>
      <span aria-hidden="true">{clockText(at, reader)}</span>
      <span class="unseen">{exact}</span>
    </time>
  );
}

/** The same with its distance, behind words that a distance alone does not follow: since `06:00 (3 h ago)`. */
export function TimeByClock({ at, reader }: { readonly at: number; readonly reader: PageReader }) {
  const exact = exactTime(at, reader);
  return (
    <time datetime={timeText(at)} title={exact}>
      <span aria-hidden="true">
        {clockText(at, reader)} (
        <span data-distance>{distanceText(at - reader.here.now, reader.language)}</span>)
      </span>
      <span class="unseen">{exact}</span>
    </time>
  );
}

const germanDays: Readonly<Record<string, string>> = {
  ...{ today: '', tomorrow: 'morgen ', yesterday: 'gestern ' },
  ...{ Mon: 'Mo ', Tue: 'Di ', Wed: 'Mi ', Thu: 'Do ', Fri: 'Fr ', Sat: 'Sa ', Sun: 'So ' },
};

function clockText(at: number, { here, language }: PageReader): string {
  const text = shownTime(at, here).replace(/^today /, '');
  return language === 'de' ? text.replace(/^([a-z]+) /i, (all, day) => germanDays[day] ?? all) : text;
}

/** `Thu, 26 Nov 2026, 08:20:00 CET`, in the configured timezone. */
export function exactTime(at: number, { language, here }: Pick<PageReader, 'language' | 'here'>): string {
  const key = `${language} ${here.timezone}`;
  if (last?.key !== key) last = { key, format: formatFor(language, here.timezone) };
  return last.format.format(at);
}

/** Of the last reader: a page has many times, and to make a format takes far longer than to use it. */
let last: { readonly key: string; readonly format: Intl.DateTimeFormat } | undefined;

function formatFor(language: Language, timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(localeOf(language), {
    ...{ weekday: 'short', year: 'numeric', month: 'short', day: 'numeric' },
    ...{ hour: '2-digit', minute: '2-digit', second: '2-digit', timeZoneName: 'short' },
    timeZone,
  });
}
