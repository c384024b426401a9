import { count } from '../base/text/words.ts';
import { aboutText, eachText } from '../base/time/about.ts';
import type { Forecast, Report } from '../reconcile/report.ts';

/** `Applying takes about 4 min: 600 requests, the quota lets 120 a minute through.` Empty where it is a moment. */
export function forecastText(report: Report): string {
  if (report.kind !== 'planned' || !report.forecast) return '';
  const { requests, seconds } = report.forecast;
  return `Applying takes about ${aboutText(seconds)}: ${count(requests, 'request')}, ${whyText(report.forecast)}.`;
}

function whyText(forecast: Forecast): string {
  if (forecast.limitedBy === 'latency') {
    const { sideBySide } = forecast;
    return sideBySide === 1 ? 'one after another' : `up to ${sideBySide} side by side`;
  }
  const { limit, intervalSeconds, isOwn } = forecast.quota;
  return `the quota lets ${limit} ${eachText(intervalSeconds)} through${isOwn ? ' for each tenant' : ''}`;
}
