import { distanceText } from '../../../base/time/distance.ts';
import { timeText } from '../../../base/timestamp.ts';
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

/** `Thu, 26 Nov 2026, 08:20:00 CET`, in the configured timezone. */
export function exactTime(at: number, { language, here }: Pick<PageReader, 'language' | 'here'>): string {
  const key = `${language} ${here.timezone}`;
  if (last?.key !== key) last = { key, format: formatFor(language, here.timezone) };
  return last.format.format(at);
}

/** Of the last reader: a page has many times, and to make a format takes far longer than to use it. */
let last: { readonly key: string; readonly format: Intl.DateTimeFormat } | undefined;

function formatFor(language: string, timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    ...{ weekday: 'short', year: 'numeric', month: 'short', day: 'numeric' },
    ...{ hour: '2-digit', minute: '2-digit', second: '2-digit', timeZoneName: 'short' },
    timeZone,
  });
}
