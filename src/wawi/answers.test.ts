import { expect, test } from 'vitest';
import { item, option } from '../../test/support/wawi/serve.ts';
import { failed, ok } from '../base/result.ts';
import { durationOfSeconds } from '../model/duration.ts';
import { readChangedSync, readList, readStatuses, readSyncs, spellingKey } from './answers.ts';
import { dialects } from './dialects/index.ts';

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
  expect(read(item())).toEqual(ok({ syncs: [sync], isIso: false, spelling: new Map() }));
  expect(read(item({ interval: 'PT10M' }))).toEqual(ok({ syncs: [sync], isIso: true, spelling: new Map() }));
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

test('identifiers have one spelling, and it is told how the server has them', () => {
  const [spelled, ofOption] = [sync.id.toUpperCase(), `{${option().identifier}}`];
  const list = read(item({ identifier: spelled, configurations: [option({ identifier: ofOption })] }));
  const spelling = new Map([
    [sync.id, spelled],
    [spellingKey(sync.id, option().identifier), ofOption],
  ]);
  expect(list).toEqual(ok({ syncs: [sync], isIso: false, spelling }));
});

test('names are composed in one way', () => {
  const names = { syncName: 'Mu\u0308ller', salesChannelName: 'Scho\u0308n', salesChannelId: null };
  const configurations = [option({ displayName: 'Gro\u0308\u00dfe' })];
  expect(read(item({ ...names, configurations }))).toMatchObject(
    ok({ syncs: [{ name: 'Müller', salesChannel: 'Schön', options: [{ name: 'Größe' }] }] }),
  );
});

test('the answer to a change is the sync, where it is that one and whole', () => {
  const changed = (value: unknown) => readChangedSync(bytes(value), sync.id, dialect);
  expect(changed(item())).toEqual(sync);
  for (const other of [null, [item()], item({ identifier: 'another' }), item({ syncName: null })])
    expect(changed(other)).toBeUndefined();
  expect(readChangedSync(new Uint8Array(), sync.id, dialect)).toBeUndefined();
});

const readStatus = (value: unknown, version: '1.1' | '2.0' = '2.0') =>
  readStatuses(bytes(value), dialects[version]);

test('a status is read, whatever the generation', () => {
  const status = {
    id: '7',
    health: 'Degraded',
    active: true,
    lastSync: Date.parse('2026-03-04T12:00:00Z'),
    nextSync: null,
  };
  const time = '2026-03-04T12:00:00Z';
  expect(readStatus([{ identifier: 7, state: 4, lastSync: time, nextSync: null }])).toEqual(ok([status]));
  expect(readStatus([{ Identifier: 7, State: 4, LastSync: time }], '1.1')).toEqual(ok([status]));
});

test('one that lacks a field makes all of them unusable, and the field is named', () => {
  expect(readStatus([{ identifier: 7, state: 4 }, { identifier: 8 }])).toEqual(
    failed('status 2 of 2 lacks state'),
  );
});

const readSevens = (text: string) =>
  readList(new TextEncoder().encode(text), { one: 'sync', many: 'syncs' }, (value) =>
    value === 7 ? ok({ seven: true }) : failed('is no seven'),
  );

test('a list is read whole', () => {
  expect(readSevens('[7,7]')).toEqual(ok([{ seven: true }, { seven: true }]));
  expect(readSevens('[]')).toEqual(ok([]));
});

test.each([
  ['', 'an empty body instead of a list of syncs'],
  ['<html>', 'an HTML page instead of a list of syncs'],
  ['{"items":[7]}', 'JSON that is no list of syncs'],
  ['[7,8,9]', 'sync 2 of 3 is no seven'],
])('%j is none, never an empty one', (text, unusable) => {
  expect(readSevens(text)).toEqual(failed(unusable));
});
