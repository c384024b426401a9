import { expect, test } from 'vitest';
import {
  aPass,
  aState,
  aStream,
  aSyncState,
  aTenantState,
  intervalDrift,
  minute,
  noon,
  tenantsOf,
} from '../../../test/support/daemonState.ts';
import { aChange, aPlan, applied } from '../../../test/support/report.ts';
import { createCalendar } from '../../base/calendar.ts';
import type { DaemonState } from '../../daemon/state.ts';
import type { Report } from '../../reconcile/report.ts';
import { eventWords, passWords } from './passWords.ts';

const zone = { timezone: 'Europe/Berlin', calendar: createCalendar() };
const four = { syncs: 4, inSync: 4, tenants: 1 };
const inSync: Report = { kind: 'inSync', plan: aPlan({ summary: four }) };

function words(report: Report, changes: Partial<DaemonState> = {}): string {
  const lastPass = aPass({ reasons: ['files'] });
  return passWords(aStream()(report, aState({ lastPass, ...changes })), zone);
}

test('a pass is one line: what it came to, why it was, and when the next is', () => {
  expect(words(inSync)).toBe('✓ 4 in sync (files) · next look 13:04');
  const corrected = applied([{ ...aChange(), outcome: 'applied', attempts: 1 }], { summary: four });
  expect(words(corrected)).toBe('✓ corrected 1 of 4 (files) · next look 13:04');
  const seconds = { period: 10_000, nextPassAt: noon + 12_000 };
  expect(words(inSync, seconds)).toBe('✓ 4 in sync (files) · next look 13:00:12');
  expect(words(inSync, { nextPassAt: noon + 20 * 60 * minute })).toContain('next look tomorrow 09:00');
});

test('it says what is left to worry about', () => {
  const failed = applied([{ ...aChange(), outcome: 'failed', attempts: 1 }], { summary: four });
  expect(words(failed)).toMatch(/^✗ corrected 0 of 4, 1 failed \(/);
  const refusals = [{ code: 'max-changes', message: 'it would change 120 syncs', hint: '' }] as const;
  expect(words({ kind: 'refused', plan: aPlan({ summary: four }), refusals })).toMatch(
    /^✗ refused: it would change 120 syncs \(files\)/,
  );
  const silent = aPlan({ summary: { ...four, tenants: 60, resting: 59 } });
  expect(words({ kind: 'inSync', plan: silent })).toMatch(/^✗ 4 in sync, 59 tenants without an answer \(/);
  const deaf = aPlan({ summary: { tenants: 60, resting: 60 } });
  expect(words({ kind: 'inSync', plan: deaf })).toMatch(/^✗ 0 of 60 tenants answered/);
  const problem = { code: 'yaml', message: 'no colon' } as const;
  expect(words({ kind: 'problems', plan: aPlan({ problems: [problem] }) })).toMatch(
    /^✗ 1 problem: nothing was written/,
  );
});

test('what is the same on many tenants is one line', () => {
  const failing = (name: string, message = 'the token endpoint answers 503') =>
    aTenantState({
      name,
      failing: {
        failure: { tenant: name, code: 'timeout', message },
        ...{ since: noon, times: 1, retryAt: noon + minute },
      },
    });
  const many = Array.from({ length: 60 }, (_, index) => failing(`t${index}`));
  const told = (tenants: ReturnType<typeof aTenantState>[]) =>
    [...eventWords(aStream()(inSync, aState({ tenants: tenantsOf(...tenants) })), zone).values()].filter(
      (line) => line !== '',
    );
  expect(told(many)).toEqual(['✗ 60 tenants: the token endpoint answers 503 · asked again 13:01']);
  expect(told([failing('acme'), failing('globex', 'it is\ngone')])).toEqual([
    '✗ acme: the token endpoint answers 503 · asked again 13:01',
    '✗ globex: it is\\ngone · asked again 13:01',
  ]);
  const contested = [{ field: intervalDrift(60, 30), writes: 2, nextAt: noon + 2 * minute }];
  expect(told([aTenantState({ syncs: [aSyncState({ contested })] })])).toEqual([
    '! acme / Ebay (Shop): interval is set by somebody else again and again · next try 13:02',
  ]);
});
