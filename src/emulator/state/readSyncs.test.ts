import { describe, expect, test } from 'vitest';
import { workerSyncItem } from '../api/wire.ts';
import { prepareSyncs } from './prepareSyncs.ts';
import { readSyncs } from './readSyncs.ts';

const owner = { tenant: 'acme', seed: 1, now: () => 0 };

test('what is shown can be read again, and is the same', () => {
  const shown = prepareSyncs(12, 1)('globex').map((sync) => workerSyncItem(sync, 'timespan'));
  const read = readSyncs(shown, owner);
  expect(read.map((sync) => workerSyncItem(sync, 'timespan'))).toEqual(shown);
});

test('what is left out is made up from the names', () => {
  const [sync] = readSyncs([{ syncName: 'Ebay', configurations: [{ displayName: 'Create orders' }] }], owner);
  const [prepared] = prepareSyncs(1, 1)('acme');
  expect(sync).toMatchObject({
    salesChannelName: null,
    salesChannelId: '0-0-0',
    interval: null,
    reportProgress: false,
  });
  expect(sync!.minimumInterval).toBe(prepared!.minimumInterval);
  expect(sync!.options[0]!.identifier).toBe(prepared!.options[0]!.identifier);
});

test('a sync that is added shares the options of those that are there', () => {
  const present = readSyncs(
    [{ syncName: 'Etsy', configurations: [{ displayName: 'Active', currentValue: 'x' }] }],
    owner,
  );
  const item = {
    syncName: 'Etsy',
    salesChannelName: 'FR',
    configurations: [{ displayName: 'Active', currentValue: 'x' }],
  };
  expect(readSyncs([item], owner, present)[0]!.options[0]).toBe(present[0]!.options[0]);
});

describe('refused, with its place', () => {
  test.each([
    [{}, 'the body is a list'],
    [[{ syncName: '' }], 'syncs[0].syncName is missing'],
    [[{ syncName: 'A', nam: 1 }], 'syncs[0].nam is not known'],
    [[{ syncName: 'A', interval: '5m' }], 'syncs[0].interval is a TimeSpan like 00:05:00'],
    [[{ syncName: 'A', minimumInterval: '5m' }], 'syncs[0].minimumInterval is a TimeSpan'],
    [[{ syncName: 'A', identifier: '17' }], 'syncs[0].identifier is a uuid'],
    [[{ syncName: 'A', configurations: {} }], 'syncs[0].configurations is a list'],
    [[{ syncName: 'A', configurations: [{}] }], 'syncs[0].configurations[0].displayName is missing'],
    [[{ syncName: 'A' }, { syncName: 'A' }], 'syncs[1] (A) is there twice'],
  ])('%j', (input, message) => {
    expect(() => readSyncs(input, owner)).toThrow(message.replace('the body', 'syncs'));
  });

  test('two values for one option', () => {
    const sync = (salesChannelName: string, currentValue: string) => ({
      syncName: 'Etsy',
      salesChannelName,
      configurations: [{ displayName: 'Active', currentValue }],
    });
    const differing = () => readSyncs([sync('a', 'true'), sync('b', 'false')], owner);
    expect(differing).toThrow(
      'syncs[1].configurations[0] differs from the other Etsy syncs, which share Active',
    );
  });
});
