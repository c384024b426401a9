import { expect, test } from 'vitest';
import { aChange, anInterval } from '../../test/support/report.ts';
import { noticeTypes } from '../model/notifications.ts';
import type { Words } from './notice.ts';
import * as words from './words.ts';

const change = aChange({ fields: [anInterval()] });
const { tenant, sync } = change;
const problem = { code: 'yaml', message: 'no colon' } as const;
const failure = { tenant, code: 'timeout', message: 'no answer' } as const;
const value = {
  key: 'k',
  tenant,
  sync,
  field: 'interval',
  writes: 4,
  nextAt: Date.parse('2026-03-04T12:00:00Z'),
};
const error = { code: 'rejected', message: '422: too short', hint: 'lengthen it' } as const;

const said: readonly (readonly [Words, Words['severity'], string])[] = [
  [
    words.driftFound([{ change, left: 'contested' }]),
    'warning',
    'Drift found: acme / Ebay (Shop): interval 10m → 5m [left alone for now]',
  ],
  [words.driftCorrected([change]), 'info', 'Drift corrected: acme / Ebay (Shop): interval 10m → 5m'],
  [
    words.driftEnded([{ tenant, sync, now: 'suspended' }]),
    'info',
    'Drift ended by itself: acme / Ebay (Shop): suspended',
  ],
  [
    words.changeFailed([{ ...change, outcome: 'failed', attempts: 1, error }]),
    'error',
    'Not corrected: acme / Ebay (Shop): 422: too short [rejected]',
  ],
  [
    words.passRefused(
      [change],
      [{ code: 'max-changes', message: '60 syncs would change', hint: 'allow it' }],
    ),
    'error',
    'Pass refused: 60 syncs would change',
  ],
  [words.passBlocked([problem]), 'error', 'Nothing is written because of 1 problem'],
  [words.passResumed(), 'info', 'Passes are neither refused nor blocked any more'],
  [words.tenantFailed(failure), 'error', 'acme failed: no answer [timeout]'],
  [words.tenantRecovered('acme', 900_000), 'info', 'acme answers again, after 15m'],
  [
    words.valueContested(value),
    'warning',
    'Contested: somebody sets interval of acme / Ebay (Shop) back again and again',
  ],
  [words.valueCalmed(value), 'info', 'Contested no longer: interval of acme / Ebay (Shop)'],
  [
    words.treeBad([problem, problem]),
    'error',
    'The files have 2 problems: they are not used until that is mended',
  ],
  [words.treeRecovered(), 'info', 'The files are good again, and used'],
];

test.each(said.map((one) => [one[0].type, ...one] as const))(
  '%s',
  (_, { severity, summary }, grave, line) => {
    expect({ severity, summary }).toEqual({ severity: grave, summary: line });
  },
);

test('there are words for every kind of notice', () => {
  expect(said.map(([{ type }]) => type).sort()).toEqual([...noticeTypes].sort());
});

test('what to do next is told with what went wrong', () => {
  expect(words.changeFailed([{ ...change, outcome: 'failed', attempts: 1, error }]).details).toEqual([
    'hint: lengthen it',
  ]);
  expect(words.valueContested(value).details).toEqual([
    'written 4 times; left alone until 2026-03-04T12:00:00.000Z',
    expect.stringContaining('`mode: observe`'),
  ]);
});
