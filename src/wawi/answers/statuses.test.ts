import { expect, test } from 'vitest';
import { failed, ok } from '../../base/result.ts';
import { dialects } from '../dialects/index.ts';
import { readStatuses } from './statuses.ts';

const read = (value: unknown, version: '1.1' | '2.0' = '2.0') =>
  readStatuses(new TextEncoder().encode(JSON.stringify(value)), dialects[version]);

test('a status is read, whatever the generation', () => {
  const status = {
    id: '7',
    health: 'Degraded',
    lastSync: Date.parse('2026-03-04T12:00:00Z'),
    nextSync: null,
  };
  const time = '2026-03-04T12:00:00Z';
  expect(read([{ identifier: 7, state: 4, lastSync: time, nextSync: null }])).toEqual(ok([status]));
  expect(read([{ Identifier: 7, State: 4, LastSync: time }], '1.1')).toEqual(ok([status]));
});

test('one that lacks a field makes all of them unusable, and the field is named', () => {
  expect(read([{ identifier: 7, state: 4 }, { identifier: 8 }])).toEqual(failed('status 2 of 2 lacks state'));
});
