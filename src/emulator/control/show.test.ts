import { describe, expect, test } from 'vitest';
import { emulatedWorld, orderOf } from '../../../test/support/emulated.ts';
import { showRequests, showState, showSync, showTenant } from './show.ts';

test('the state is that of all tenants, or of one', () => {
  const world = emulatedWorld({ tenants: 2, syncs: 1, seed: 7, dialect: '2.1' });
  const names = (query: string) =>
    (showState(orderOf(world, {}, query)) as { tenants: { name: string }[] }).tenants.map(({ name }) => name);
  expect(showState(orderOf(world, {}))).toMatchObject({ dialect: '2.1', seed: 7, faults: [], quota: null });
  expect([names(''), names('tenant=tenant-0002')]).toEqual([['tenant-0001', 'tenant-0002'], ['tenant-0002']]);
  expect(() => names('tenant=nobody')).toThrow('no tenant is called nobody');
});

describe('the requests', () => {
  const world = emulatedWorld();
  for (const [tenant, method, status] of [
    ['a', 'GET', 200],
    ['a', 'POST', 422],
    ['b', 'GET', null],
  ] as const) {
    world.log.add({ at: 0, method, path: '/', tenant, body: null, status });
  }
  const shown = (query: string) => {
    const { total, requests } = showRequests(orderOf(world, {}, query)) as {
      total: number;
      requests: { tenant: string; method: string }[];
    };
    return [total, requests.map(({ tenant, method }) => `${tenant} ${method}`)];
  };

  test.each([
    ['', [3, ['a GET', 'a POST', 'b GET']]],
    ['tenant=a', [2, ['a GET', 'a POST']]],
    ['method=GET&status=null', [1, ['b GET']]],
    ['status=200', [1, ['a GET']]],
    ['limit=1', [3, ['b GET']]],
  ])('%j', (query, expected) => {
    expect(shown(query)).toEqual(expected);
  });

  test.each(['0', 'x', '-1', '1e3'])('%s is no limit', (limit) => {
    expect(() => shown(`limit=${limit}`)).toThrow(`limit is a whole number from 1 up, not ${limit}`);
  });
});

test('a sync is shown as the API shows it, and with what the API hides', () => {
  const [tenant] = emulatedWorld({ intervalForm: 'iso' }).tenants.all();
  expect(showSync(tenant!.syncs[0]!, 0)).toMatchObject({
    syncName: 'Ebay',
    interval: '00:10:00',
    minimumInterval: '00:01:00',
    state: 3,
    controllable: true,
  });
  expect(showTenant(tenant!, 0)).toMatchObject({
    name: 'default',
    unreachable: false,
    workerDown: false,
    syncs: { length: 10 },
  });
});
