import { expect, test } from 'vitest';
import { aView } from '../../../test/support/view.ts';
import { createCalendar } from '../../base/calendar.ts';
import { readDocuments } from '../../desired/document.ts';
import { explainOffline } from '../../reconcile/explain/explain.ts';
import type { Held } from '../../report/explain/answer.ts';
import type { DrawnSync } from './lanes.ts';
import { SyncTimeline, TenantTimeline, timelineReach } from './timeline.tsx';

const calendar = createCalendar();
const now = Date.parse('2026-11-26T08:20:00Z');
const timezone = 'Europe/Berlin';

function drawn(text: string, holds: readonly Held[] = []): DrawnSync {
  const file = { path: 'syncs/a.yaml', folder: undefined, directory: '/', text, hash: '' };
  const { documents } = readDocuments(file, timezone, calendar);
  const context = { documents, tenants: [{ name: 'acme', labels: {} }], calendar, ahead: timelineReach };
  const sync = { id: '', name: 'Ebay', salesChannel: null };
  return { ...explainOffline({ ...context, moment: { now, timezone } }, 'acme', sync), holds };
}

const plain = 'tenants: all\nsync: { name: Ebay }\ninterval: 5m\n';
const nightly = `${plain}active: true\nconfigs: { "<b>": 1 }\nwindows:\n  - { start: "0 2 * * *", duration: 45m, active: false }\n`;

test('a lane for what the clock changes, one line for what stays, and a list with exact times', () => {
  const html = `${SyncTimeline({ view: aView('/', 'en', now), sync: drawn(nightly) })}`;
  expect(html.match(/class="lane value"/g)).toHaveLength(1);
  expect(html).toMatch(/active: stopped · Fri.*?27 Nov 2026.*?02:00:00 CET/);
  expect(html).toMatch(/class="steady".*interval<\/bdi> <b>5m<\/b>/);
  expect(html).toContain('syncs/a.yaml:7');
  expect(html).not.toMatch(/style=|<b>&quot;|<bdi><b>/);
});

test('a suspension is drawn until its end, with its reason', () => {
  const held: Held = { rule: 'suspended', reason: 'Black Friday', until: now + 3_600_000 };
  const html = `${SyncTimeline({ view: aView('/', 'de', now), sync: drawn(plain, [held]) })}`;
  expect(html).toContain('bis 10:20: Black Friday');
  expect(html).not.toContain('lang="en"');
});

test('what holds a sync back is a message of ours, in English', () => {
  const held: Held = { rule: 'refused', reason: 'too many' };
  const html = `${SyncTimeline({ view: aView('/', 'de', now), sync: drawn(plain, [held]) })}`;
  expect(html).toContain('<td lang="en">too many</td>');
});

test('where the clock changes nothing, that is said; without a course nothing is drawn', () => {
  const view = aView('/', 'en', now);
  expect(`${SyncTimeline({ view, sync: drawn(plain) })}`).toContain('changes nothing');
  const { course: _, ...bare } = drawn(plain);
  expect(SyncTimeline({ view, sync: bare })).toBeNull();
});

test('of a tenant only syncs that the clock changes have a lane', () => {
  const view = aView('/', 'en', now);
  const html = `${TenantTimeline({ view, syncs: [drawn(plain), drawn(nightly)], hrefOf: () => '/there' })}`;
  expect(html.match(/class="lane value"/g)).toHaveLength(1);
  expect(html).toContain('href="/there"');
});
