import { expect, test } from 'vitest';
import { inBerlin } from '../../test/support/here.ts';
import { aChange, anInterval } from '../../test/support/report.ts';
import type { Event } from '../daemon/events/event.ts';
import { noticeTypes } from '../model/notifications.ts';
import type { Words } from './notice.ts';
import { wordsOf } from './words.ts';

const change = aChange({ fields: [anInterval()] });
const { tenant, sync } = change;
const problem = { code: 'yaml', message: 'no colon' } as const;
const failure = { tenant, code: 'timeout', message: 'no answer' } as const;
const halted = { tenant: 'acme', sync, state: 'stopped', since: 0, seenAt: 1 } as const;
const value = {
  key: 'k',
  tenant,
  sync,
  field: 'interval',
  writes: 4,
  nextAt: Date.parse('2026-03-04T12:00:00Z'),
};
const error = { code: 'rejected', message: '422: too short', hint: 'lengthen it' } as const;
const changeFailed: Event & { type: 'change.failed' } = {
  type: 'change.failed',
  changes: [{ ...change, outcome: 'failed', attempts: 1, error }],
};
const failing = { failure, since: 0, times: 1, retryAt: 0 };

const said: readonly (readonly [Event, Words['severity'], string])[] = [
  [
    { type: 'drift.found', found: [{ change, left: 'contested' }] },
    'warning',
    'Drift found: acme / Ebay (Shop): interval 10m → 5m [left alone for now]',
  ],
  [
    { type: 'drift.corrected', changes: [change] },
    'info',
    'Drift corrected: acme / Ebay (Shop): interval 10m → 5m',
  ],
  [
    { type: 'drift.ended', ended: [{ tenant, sync, now: 'suspended' }] },
    'info',
    'Drift ended by itself: acme / Ebay (Shop): suspended',
  ],
  [changeFailed, 'error', 'Not corrected: acme / Ebay (Shop): 422: too short [rejected]'],
  [
    {
      type: 'pass.refused',
      planId: `sha256:${'1'.repeat(64)}`,
      changes: [change],
      refusals: [{ code: 'max-changes', message: '60 syncs would change', hint: 'allow it' }],
    },
    'error',
    'Pass refused: 60 syncs would change',
  ],
  [
    { type: 'pass.approved', planId: `sha256:${'1'.repeat(64)}`, at: 0, changes: changeFailed.changes },
    'warning',
    'Applied since it was approved: plan 111111111111, 1 sync on 1 tenant (1 value)',
  ],
  [{ type: 'pass.blocked', problems: [problem] }, 'error', 'Nothing is written because of 1 problem'],
  [{ type: 'pass.resumed' }, 'info', 'Passes are neither refused nor blocked any more'],
  [
    { type: 'tenant.blocked', problems: [{ ...problem, tenant }] },
    'error',
    'Nothing is written on acme because of 1 problem',
  ],
  [
    { type: 'tenant.unblocked', tenants: ['a', 'b', 'c', 'd'] },
    'info',
    'a, b, c and 1 more tenant: no problems any more, so drift is corrected again',
  ],
  [{ type: 'tenant.failed', failing, isTold: false }, 'error', 'acme failed: no answer [timeout]'],
  [{ type: 'tenant.recovered', tenant: 'acme', afterMs: 900_000 }, 'info', 'acme answers again, after 15m'],
  [
    { type: 'value.contested', value },
    'warning',
    'Contested: somebody sets interval of acme / Ebay (Shop) back again and again',
  ],
  [{ type: 'value.calmed', value }, 'info', 'Contested no longer: interval of acme / Ebay (Shop)'],
  [
    { type: 'tree.bad', problems: [problem, problem], isTold: false },
    'error',
    'The files have 2 problems: they are not used until that is mended',
  ],
  [{ type: 'tree.recovered' }, 'info', 'The files are good again, and used'],
  [
    { type: 'unmanaged.appeared', syncs: [{ tenant, sync }], tenants: 60 },
    'info',
    'acme / Ebay (Shop): new in Wawi, and no document names it',
  ],
  [
    { type: 'unmanaged.gone', syncs: ['a', 'b', 'c'].map((name) => ({ tenant: name, sync })), tenants: 60 },
    'info',
    'Ebay (Shop) on 3 of 60 tenants: gone from Wawi; no document named it',
  ],
  [
    {
      ...{ type: 'sync.halted', tenants: 60, longest: 7 * 86_400_000 },
      syncs: ['a', 'b', 'c'].map((tenant) => ({ ...halted, tenant, now: 'stopped' as const })),
    },
    'warning',
    'Ebay (Shop) on 3 of 60 tenants: stopped or failing for more than 7d, though no document says so',
  ],
  [
    {
      ...{ type: 'sync.recovered', tenants: 60, longest: 1 },
      syncs: [{ ...halted, now: 'runs again' }],
    },
    'info',
    'acme / Ebay (Shop): not warned of any more',
  ],
  [{ type: 'storage.failed', error: 'full' }, 'error', 'The state directory cannot be written: full'],
  [
    { type: 'storage.recovered', afterMs: 60_000 },
    'info',
    'The state directory can be written again, after 1m',
  ],
];

test.each(said.map((one) => [one[0].type, ...one] as const))('%s', (_, event, severity, summary) => {
  expect(wordsOf(event, inBerlin)).toMatchObject({ severity, summary });
});

test('there are words for every kind of notice', () => {
  expect(said.map(([{ type }]) => type).sort()).toEqual([...noticeTypes].sort());
});

test('nobody is told twice, nor of what is no news to whoever does not look', () => {
  expect(wordsOf({ type: 'tree.bad', problems: [problem], isTold: true }, inBerlin)).toBeUndefined();
  expect(wordsOf({ type: 'tenant.failed', failing, isTold: true }, inBerlin)).toBeUndefined();
  expect(wordsOf({ type: 'report.changed' }, inBerlin)).toBeUndefined();
});

test('what to do next is told with what went wrong', () => {
  expect(wordsOf(changeFailed, inBerlin)!.details).toEqual(['hint: lengthen it']);
  expect(wordsOf({ type: 'value.contested', value }, inBerlin)!.details).toEqual([
    'written 4 times; left alone until Wed 2026-03-04 13:00 (Europe/Berlin)',
    expect.stringContaining('`mode: observe`'),
  ]);
});
