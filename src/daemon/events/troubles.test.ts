import { expect, test } from 'vitest';
import { aState, aTenantState, noon, tenantsOf } from '../../../test/support/daemonState.ts';
import { troubleNews } from './troubles.ts';

const refusal = { code: 'max-changes', message: '60 syncs would change', hint: 'look' } as const;

function failing(message: string, code: 'timeout' | 'tls' = 'timeout') {
  const failure = { tenant: 'acme', code, message };
  return aState({
    tenants: tenantsOf(aTenantState({ failing: { failure, since: noon, times: 1, retryAt: noon } })),
  });
}

test('what stops passes is news where it is something else, and its end is none', () => {
  const first = troubleNews('', aState({ refusals: [refusal] }));
  expect(first.events).toEqual([
    { type: 'troubles.changed', troubles: [{ code: 'max-changes', message: '60 syncs would change' }] },
  ]);
  expect(troubleNews(first.told, aState({ refusals: [refusal] })).events).toEqual([]);
  expect(troubleNews(first.told, aState())).toEqual({ events: [], told: '' });
});

test('a tenant fails in the same way for as long as its code is the same, in whatever words', () => {
  const { told } = troubleNews('', failing('no answer'));
  expect(troubleNews(told, failing('no whole answer')).events).toEqual([]);
  expect(troubleNews(told, failing('no answer', 'tls')).events).toHaveLength(1);
});
