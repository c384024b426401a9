import { expect, test } from 'vitest';
import { failed, ok } from '../../base/result.ts';
import { readList } from './list.ts';

const read = (text: string) =>
  readList(new TextEncoder().encode(text), { one: 'sync', many: 'syncs' }, (value) =>
    value === 7 ? ok({ seven: true }) : failed('is no seven'),
  );

test('a list is read whole', () => {
  expect(read('[7,7]')).toEqual(ok([{ seven: true }, { seven: true }]));
  expect(read('[]')).toEqual(ok([]));
});

test.each([
  ['', 'an empty body instead of a list of syncs'],
  ['<html>', 'an HTML page instead of a list of syncs'],
  ['{"items":[7]}', 'JSON that is no list of syncs'],
  ['[7,8,9]', 'sync 2 of 3 is no seven'],
])('%j is none, never an empty one', (text, unusable) => {
  expect(read(text)).toEqual(failed(unusable));
});
