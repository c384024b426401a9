import { expect, test } from 'vitest';
import { prepareSyncs } from './prepareSyncs.ts';

test('all syncs of a type hold the same option, as it is stored once', () => {
  const [shop, other] = prepareSyncs(2, 1)('acme');
  expect(shop!.options[0]).toBe(other!.options[0]);
});

test('tenants hold nothing in common, but the same in meaning', () => {
  const prepare = prepareSyncs(10, 1);
  const [one, two] = ['acme', 'globex'].map((tenant) => prepare(tenant));
  expect(one![0]!.options[0]).not.toBe(two![0]!.options[0]);
  expect(one!.map(({ interval }) => interval)).toEqual(two!.map(({ interval }) => interval));
  expect(new Set([...one!, ...two!].map(({ identifier }) => identifier)).size).toBe(20);
});

test('each tenant and option has a spelling of its own, which the seed decides', () => {
  const spellings = (seed: number) =>
    prepareSyncs(10, seed)('acme').flatMap(({ options }) => options.map(({ spelling }) => spelling));
  expect(new Set(spellings(1))).toEqual(new Set(['plain', 'odd']));
  expect(spellings(1)).toEqual(spellings(1));
  expect(spellings(1)).not.toEqual(spellings(2));
});
