import { expect, test } from 'vitest';
import { item, option } from '../../../test/support/wawi/serve.ts';
import { failed, ok } from '../../base/result.ts';
import { durationOfSeconds } from '../../model/duration.ts';
import { dialects } from '../dialects/index.ts';
import { readChangedSync, readSyncs } from './syncs.ts';

const dialect = dialects['2.0'];
const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
const read = (...items: unknown[]) => readSyncs(bytes(items), dialect);

const sync = {
  id: item().identifier,
  name: 'Ebay',
  salesChannel: 'Shop',
  salesChannelId: '1-1-1',
  interval: durationOfSeconds(600),
  options: [{ id: option().identifier, name: 'Create orders', type: 'bool', value: 'false', required: true }],
};

test('a list is read whole, and tells how the server writes durations', () => {
  expect(read(item())).toEqual(ok({ syncs: [sync], isIso: false }));
  expect(read(item({ interval: 'PT10M' }))).toEqual(ok({ syncs: [sync], isIso: true }));
  expect(read(item({ interval: null }))).toMatchObject(ok({ syncs: [{ interval: null }], isIso: undefined }));
  expect(read(item({ interval: null }), item({ interval: 'P1D' }))).toMatchObject(ok({ isIso: true }));
});

test.each([
  [{ syncName: undefined }, 'lacks syncName'],
  [{ configurations: [option({ type: 7 })] }, 'has an unusable configurations/0/type: it must be string'],
  [{ interval: 'soon' }, 'has an interval that is no duration'],
])('%j makes it unusable, and is named', (changes, words) => {
  expect(read(item(), item(changes))).toEqual(failed(`sync 2 of 2 ${words}`));
});

test('the answer to a change is the sync, where it is that one and whole', () => {
  const changed = (value: unknown) => readChangedSync(bytes(value), sync.id, dialect);
  expect(changed(item())).toEqual(sync);
  for (const other of [null, [item()], item({ identifier: 'another' }), item({ syncName: null })])
    expect(changed(other)).toBeUndefined();
  expect(readChangedSync(new Uint8Array(), sync.id, dialect)).toBeUndefined();
});
