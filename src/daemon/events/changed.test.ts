import { expect, test } from 'vitest';
import { aState, aTenantState, noon, tenantsOf } from '../../../test/support/daemonState.ts';
import { aChange, aPlan, applied, planned } from '../../../test/support/report.ts';
import { reportNews, troubleNews } from './changed.ts';

const refusal = { code: 'max-changes', message: '60 syncs would change', hint: 'look' } as const;

function failing(message: string, code: 'timeout' | 'tls' = 'timeout') {
  const failure = { tenant: 'acme', code, message };
  return aState({
    tenants: tenantsOf(aTenantState({ failing: { failure, since: noon, times: 1, retryAt: noon } })),
  });
}

test('what stops passes is news where it is something else, and its end is none', () => {
  const first = troubleNews('', aState({ refusals: [refusal] }));
  expect(first.events).toEqual([{ type: 'troubles.changed', troubles: [refusal] }]);
  expect(troubleNews(first.told, aState({ refusals: [refusal] })).events).toEqual([]);
  expect(troubleNews(first.told, aState())).toEqual({ events: [], told: '' });
});

test('a tenant fails in the same way for as long as its code is the same, in whatever words', () => {
  const { told } = troubleNews('', failing('no answer'));
  expect(troubleNews(told, failing('no whole answer')).events).toEqual([]);
  expect(troubleNews(told, failing('no answer', 'tls')).events).toHaveLength(1);
});

const drift = planned({ changes: [aChange({ mode: 'observe' })] });
const nothing = planned();

test.each([
  ['the first of all says something', undefined, nothing, true],
  ['one of the same drift says the same', drift, drift, false],
  ['one without it says something else', drift, nothing, true],
  [
    'one of other problems too',
    nothing,
    { kind: 'problems', plan: aPlan({ problems: [{ code: 'yaml', message: 'a' }] }) },
    true,
  ],
  [
    'one of a refusal with the same reasons says the same, whatever would allow it by now',
    { kind: 'refused', plan: aPlan(), refusals: [refusal] },
    { kind: 'refused', plan: aPlan(), refusals: [{ ...refusal, hint: 'until tomorrow' }] },
    false,
  ],
  [
    'one of what was corrected says no more than one without drift',
    nothing,
    applied([{ ...aChange(), outcome: 'applied', attempts: 1 }]),
    false,
  ],
] as const)('a report: %s', (_, before, report, isNews) => {
  const told = before ? reportNews('', aState(), before).told : '';
  expect(reportNews(told, aState(), report).events).toEqual(isNews ? [{ type: 'report.changed' }] : []);
});
