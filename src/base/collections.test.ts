import { expect, test } from 'vitest';
import { addTo, getOrAdd, groupBy } from './collections.ts';

test('groups keep the order of what is in them', () => {
  const groups = groupBy(['a1', 'b1', 'a2'], (text) => text[0]!);
  expect([...groups]).toEqual([
    ['a', ['a1', 'a2']],
    ['b', ['b1']],
  ]);
  addTo(groups, 'b', 'b2');
  addTo(groups, 'c', 'c1');
  expect([groups.get('b'), groups.get('c')]).toEqual([['b1', 'b2'], ['c1']]);
});

test('what is kept is made once', () => {
  const kept = new Map<string, object>();
  const first = getOrAdd(kept, 'a', () => ({}));
  expect(getOrAdd(kept, 'a', () => expect.unreachable())).toBe(first);
  expect(kept.get('a')).toBe(first);
});
