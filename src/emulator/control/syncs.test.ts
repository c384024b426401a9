import { describe, expect, test } from 'vitest';
import { emulatedWorld, orderOf } from '../../../test/support/emulated.ts';
import { addSync, changeSync, removeSync } from './syncs.ts';

function acme() {
  const world = emulatedWorld({ tenants: [{ name: 'acme' }] });
  const tenant = world.tenants.byName('acme')!;
  tenant.lists.set('camelCase', Buffer.from(''));
  const order = (sync: string, query = '', body?: unknown) =>
    orderOf(world, { tenant: 'acme', sync }, query, body);
  return { tenant, order };
}

test('a sync is changed letter by letter, and lists are built anew', () => {
  const { tenant, order } = acme();
  const configs = { 'Create orders': true, 'Items per run': '007', 'Access key': null };
  changeSync(order('Ebay', 'salesChannel=Shop', { interval: 'PT45M', configs }));
  expect(tenant.syncs[0]!.options.slice(0, 3).map(({ value }) => value)).toEqual(['true', '007', null]);
  expect(tenant.lists.size).toBe(0);
});

test('a sync is put into a state, into a run, and out of reach', () => {
  const { tenant, order } = acme();
  const change = (body: object) => changeSync(order('Amazon', '', body)) as { state: number };
  expect(change({ state: 6 }).state).toBe(6);
  expect(change({ runsFor: 60_000 }).state).toBe(2);
  expect(change({ state: 5, runsFor: 0 }).state).toBe(7);
  expect(change({ controllable: false, lastSync: '2026-03-04T12:00:00Z' }).state).toBe(7);
  const amazon = tenant.syncs.find(({ syncName }) => syncName === 'Amazon')!;
  expect(amazon).toMatchObject({ controllable: false, worker: { lastSync: Date.UTC(2026, 2, 4, 12) } });
  expect(() => change({ state: 8 })).toThrow('state is a state of the worker: 0 to 7');
  expect(() => change({ runsFor: 'long' })).toThrow('runsFor is a whole number of milliseconds');
  expect(() => change({ lastSync: 'soon' })).toThrow('lastSync is a time like');
});

test('what is wrong is found before anything is changed', () => {
  const { tenant, order } = acme();
  const before = JSON.stringify(tenant.syncs);
  expect(() => changeSync(order('Amazon', '', { interval: 'PT45M', configs: { Nope: 1 } }))).toThrow(
    'configs.Nope is no option of Amazon',
  );
  expect(() => changeSync(order('Amazon', '', { configs: [] }))).toThrow('configs is an object');
  expect(() => changeSync(order('Amazon', '', { configs: { Marketplaces: [] } }))).toThrow(
    'configs.Marketplaces is text',
  );
  expect(JSON.stringify(tenant.syncs)).toBe(before);
});

describe('a sync is named', () => {
  test('by its identifier in any case, or by its name and channel', () => {
    const { tenant, order } = acme();
    const [first] = tenant.syncs;
    expect(removeSync(order(first!.identifier.toUpperCase()))).toEqual({ removed: first!.identifier });
    removeSync(order('Ebay', 'salesChannel=1-1-2'));
    expect(tenant.syncs.map(({ syncName }) => syncName)).not.toContain('Ebay');
  });

  test('so that it is the only one', () => {
    const { order } = acme();
    expect(() => removeSync(order('Ebay'))).toThrow(
      'more than one sync is called Ebay: Ebay (Shop), Ebay (eBay DE); add ?salesChannel=',
    );
    expect(() => removeSync(order('ebay'))).toThrow('no sync is called ebay; there are Ebay (Shop)');
  });
});

test('a sync is added behind the others, or in the place of the one of its identifier', () => {
  const { tenant, order } = acme();
  const { identifier } = addSync(order('', '', { syncName: 'Etsy', interval: '00:09:00' })) as {
    identifier: string;
  };
  addSync(order('', '', { identifier, syncName: 'Etsy', interval: '00:11:00' }));
  expect(tenant.syncs.slice(10).map((sync) => [sync.identifier, sync.interval])).toEqual([
    [identifier, 6_600_000_000],
  ]);
});
