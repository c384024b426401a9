import { expect, test } from 'vitest';
import { planOfProblems } from '../reconcile/plan.ts';
import type { Forecast } from '../reconcile/report.ts';
import { forecastText } from './forecast.ts';

const plan = planOfProblems([], () => '');
const quota = (limit: number, intervalSeconds: number, isOwn = false) =>
  ({ limitedBy: 'quota', quota: { limit, intervalSeconds, isOwn } }) as const;

test.each<[Forecast, string]>([
  [
    { requests: 600, seconds: 245, ...quota(120, 60) },
    'Applying takes about 4 min: 600 requests, the quota lets 120 a minute through.',
  ],
  [
    { requests: 40, seconds: 95, ...quota(20, 30, true) },
    'Applying takes about 2 min: 40 requests, the quota lets 20 in 30 s through for each tenant.',
  ],
  [
    { requests: 600, seconds: 61, limitedBy: 'latency', sideBySide: 8 },
    'Applying takes about 60 s: 600 requests, up to 8 side by side.',
  ],
  [
    { requests: 30, seconds: 12, limitedBy: 'latency', sideBySide: 1 },
    'Applying takes about 10 s: 30 requests, one after another.',
  ],
])('%j', (forecast, text) => {
  expect(forecastText({ kind: 'planned', plan, refusals: [], forecast })).toBe(text);
});

test('nothing is said where it is a moment, or where something was written', () => {
  expect(forecastText({ kind: 'planned', plan, refusals: [] })).toBe('');
  expect(forecastText({ kind: 'inSync', plan })).toBe('');
});
