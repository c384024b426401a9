import { expect, test } from 'vitest';
import { aView } from '../../../test/support/view.ts';
import type { HistoryRecord } from '../../journal/history.ts';
import { createTally } from '../../journal/recent/tally.ts';
import { Drift } from './drift.tsx';

const to = Date.parse('2026-11-26T08:20:00Z');
const span = { from: to - 30 * 86_400_000, to };
const record = (time: string, outcome: string) =>
  ({ kind: 'change', time, cause: 'live', outcome }) as HistoryRecord;

test('a bar for each day that has any, which leads to its history and keeps the filter', () => {
  const tally = createTally();
  tally.add(record('2026-11-20T10:00:00Z', 'applied'));
  tally.add(record('2026-11-20T11:00:00Z', 'failed'));
  const html = `${Drift({ view: aView('/history?tenant=acme&page=2', 'en', to), tally: tally.all, span })}`;
  expect(html.match(/<title>/g)).toHaveLength(1);
  expect(html).toMatch(/2 values · changed in Wawi 2 · corrected 1 · failed 1/);
  expect(html).toContain('tenant=acme&amp;since=2026-11-19T23%3A00%3A00.000Z&amp;until=2026-11-20T23');
  expect(html).toContain('20 Nov: 2 values');
  expect(html).not.toContain('style=');
});

test('where nothing has drifted, that is said', () => {
  expect(`${Drift({ view: aView('/history', 'de', to), tally: new Map(), span })}`).toContain(
    'ist nichts abgewichen',
  );
});
