import { expect, test } from 'vitest';
import { readList } from './list.ts';

const read = (text: string) =>
  readList(new TextEncoder().encode(text), { one: 'sync', many: 'syncs' }, (value) =>
    value === 7 ? { seven: true } : { unusable: 'is no seven' },
  );

test('a list is read whole', () => {
  expect(read('[7,7]')).toEqual({ items: [{ seven: true }, { seven: true }] });
  expect(read('[]')).toEqual({ items: [] });
});

test.each([
  ['', 'an empty body instead of a list of syncs'],
  ['<html>', 'an HTML page instead of a list of syncs'],
  ['{"items":[7]}', 'JSON that is no list of syncs'],
  ['[7,8,9]', 'sync 2 of 3 is no seven'],
])('%j is none, never an empty one', (text, unusable) => {
  expect(read(text)).toEqual({ unusable });
});
