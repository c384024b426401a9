import { expect, test } from 'vitest';
import { aState, aTenantState, minute, noon, tenantsOf } from '../../../test/support/daemonState.ts';
import { planned } from '../../../test/support/report.ts';
import type { Code } from '../../problems/codes.ts';
import { tenantNews } from './tenants.ts';

const answered = planned({ tenants: [{ name: 'acme', managed: 1, unmanaged: [], standings: [] }] });
const silent = planned();

function stateWith(code: Code | undefined, now = noon) {
  const failure = code && { tenant: 'acme', code, message: 'down' };
  const failing = failure && { failure, since: noon, times: 1, retryAt: noon };
  return aState({ now, tenants: tenantsOf(aTenantState({ ...(failing && { failing }) })) });
}

const told = [{ tenant: 'acme', since: noon - minute, code: 'timeout' }];

test.each([
  [
    'a tenant that fails is news',
    [],
    stateWith('timeout'),
    silent,
    [{ type: 'tenant.failed', isTold: false }],
  ],
  ['one that fails as it did is none', told, stateWith('timeout'), silent, []],
  [
    'one that fails in another way has been told',
    told,
    stateWith('tls'),
    silent,
    [{ type: 'tenant.failed', isTold: true }],
  ],
  [
    'one that answers has recovered',
    told,
    stateWith(undefined),
    answered,
    [{ type: 'tenant.recovered', tenant: 'acme', afterMs: minute }],
  ],
  ['one that nobody asked has not', told, stateWith(undefined), silent, []],
  ['what was cut short says nothing', [], stateWith('stopped'), silent, []],
] as const)('%s', (_, before, state, report, expected) => {
  expect(tenantNews(before, state, report).events).toMatchObject(expected);
});

test('it has failed since it was told first, in whatever way', () => {
  expect(tenantNews(told, stateWith('tls'), silent).told).toEqual([{ ...told[0], code: 'tls' }]);
  expect(tenantNews(told, stateWith(undefined), answered).told).toEqual([]);
});
