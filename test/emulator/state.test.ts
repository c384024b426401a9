import { expect, test } from 'vitest';
import type { EmulatorOptions } from '../../src/emulator/server.io.ts';
import { cloud, type Json, json, open, option } from './client.ts';

async function listed(options: EmulatorOptions, tenant = 0): Promise<Json[]> {
  return (await cloud(await open(options), tenant)).syncs();
}

test('the same seed gives the same state, another seed other identifiers', async () => {
  const [first, again, other] = await Promise.all([
    listed({ seed: 7 }),
    listed({ seed: 7 }),
    listed({ seed: 8 }),
  ]);
  expect(again).toEqual(first);
  expect(other[0].identifier).not.toBe(first[0].identifier);
});

test('the names decide the identifiers, not the order of tenants', async () => {
  const alone = await listed({ tenants: [{ name: 'acme' }] });
  const second = await listed({ tenants: [{ name: 'globex' }, { name: 'acme' }] }, 1);
  expect(second).toEqual(alone);
});

test('sync identifiers differ from tenant to tenant, those of options do not', async () => {
  const emulator = await open({ tenants: 2 });
  const [one, two] = await Promise.all([0, 1].map(async (index) => (await cloud(emulator, index)).syncs()));
  expect(one![0].identifier).not.toBe(two![0].identifier);
  expect(option(one![0], 'Create orders').identifier).toBe(option(two![0], 'Create orders').identifier);
});

test('the default syncs hold what the sample documents name', async () => {
  const syncs = await listed({});
  expect(syncs.slice(0, 5).map(({ syncName, salesChannelName }) => [syncName, salesChannelName])).toEqual([
    ['Ebay', 'Shop'],
    ['Ebay', 'eBay DE'],
    ['Amazon', 'Amazon DE'],
    ['JTL-Shop', 'Onlineshop'],
    ['Payments', null],
  ]);
  const left = ['Create orders', 'Items per run', 'Access key'].map((name) => option(syncs[0], name).type);
  expect(left).toEqual(['bool', 'Int32', 'String']);
});

test('values are spelled in more than one way, and mean the same on every tenant', async () => {
  const emulator = await open({ tenants: 20 });
  const values = await Promise.all(
    emulator.tenants.map(async (_, index) => {
      const ebay = await (await cloud(emulator, index)).ebay();
      return ['Create orders', 'Items per run', 'Price markup'].map(
        (name) => option(ebay, name).currentValue,
      );
    }),
  );
  const spellings = [0, 1, 2].map((index) => [...new Set(values.map((value) => value[index]))].sort());
  expect(spellings).toEqual([
    ['False', 'false'],
    ['0200', '200'],
    ['1,5', '1.5'],
  ]);
});

test('a value is written back in the spelling of the tenant', async () => {
  const emulator = await open({ tenants: 20 });
  const answers = await Promise.all(
    emulator.tenants.map(async (_, index) => {
      const api = await cloud(emulator, index);
      const ebay = await api.ebay();
      const configs = [{ identifier: option(ebay, 'Items per run').identifier, value: '5' }];
      return option(json(await api.configure(ebay.identifier, { configs })), 'Items per run').currentValue;
    }),
  );
  expect([...new Set(answers)].sort()).toEqual(['05', '5']);
});

test('more syncs than there are types are further channels of the same types', async () => {
  const syncs = await listed({ syncs: 25 });
  expect(new Set(syncs.map(({ identifier }) => identifier)).size).toBe(25);
  expect(syncs[10]).toMatchObject({ syncName: 'Ebay', salesChannelName: 'Shop 2' });
  expect(syncs[14]).toMatchObject({ syncName: 'Payments', salesChannelName: 'Branch 2' });
  expect(await listed({ syncs: 0 })).toEqual([]);
});

test('tenants that are given keep their names, ids and syncs', async () => {
  const tenants = [
    {
      name: 'acme',
      tenantId: 'T-1',
      labels: { tier: 'gold' },
      syncs: [{ syncName: 'Etsy', interval: 'PT5M' }],
    },
  ];
  const emulator = await open({ tenants });
  expect(emulator.tenants).toMatchObject([{ name: 'acme', tenantId: 'T-1', labels: { tier: 'gold' } }]);
  expect(await (await cloud(emulator)).syncs()).toMatchObject([{ syncName: 'Etsy', interval: '00:05:00' }]);
});

test('two tenants with one id do not go together', async () => {
  const tenants = [
    { name: 'acme', tenantId: 'T-1' },
    { name: 'globex', tenantId: 't-1' },
  ];
  await expect(open({ tenants })).rejects.toThrow('the tenantId of globex is that of acme already');
});
