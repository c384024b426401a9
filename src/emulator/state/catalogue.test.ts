import { expect, test } from 'vitest';
import { minimumIntervalOf, optionId, optionTemplates, syncId, syncTemplates } from './catalogue.ts';

test('the first syncs are two of one type, so that a name alone does not do', () => {
  expect(syncTemplates(3).map(({ syncName }) => syncName)).toEqual(['Ebay', 'Ebay', 'Amazon']);
});

test('beyond the table the same types come again, each on a channel of its own', () => {
  const channels = syncTemplates(35).map(
    (one) => `${one.syncName} ${one.salesChannelName} ${one.salesChannelId}`,
  );
  expect(new Set(channels).size).toBe(35);
  expect(channels[0]).toBe('Ebay Shop 1-1-1');
  expect(channels[10]).toBe('Ebay Shop 2 1-1-1-2');
  expect(channels[24]).toBe('Payments Branch 3 0-0-0-3');
});

test('an identifier depends on the seed and on what it identifies', () => {
  expect(optionId('Ebay', 'Create orders', 1)).not.toBe(optionId('Amazon', 'Create orders', 1));
  expect(syncId('acme', 'Ebay', 'Shop', 1)).not.toBe(syncId('acme', 'Ebay', 'Shop', 2));
  expect(syncId('acme', 'Ebay', 'Shop', 1)).not.toBe(syncId('acme', 'Ebay', null, 1));
});

test('a type that nobody knows has no options, and takes an interval from a second up', () => {
  expect(optionTemplates('constructor', 1)).toEqual([]);
  expect([minimumIntervalOf('Etsy'), minimumIntervalOf('Ebay')]).toEqual([10_000_000, 600_000_000]);
});
