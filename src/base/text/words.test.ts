import { expect, it } from 'vitest';
import { count, listed } from './words.ts';

it('counts in the singular and in the plural', () => {
  expect([0, 1, 2].map((number) => count(number, 'sync'))).toEqual(['0 syncs', '1 sync', '2 syncs']);
});

it('lists so many at most, and says how many more there are, and of what', () => {
  expect(listed([], 2)).toBe('');
  expect(listed(['a', 'b'], 2)).toBe('a, b');
  expect(listed(['a', 'b', 'c'], 2)).toBe('a, b and 1 more');
  expect(listed(['a', 'b', 'c'], 2, 'place')).toBe('a, b and 1 more place');
  expect(listed(['a', 'b', 'c'], 1, 'place')).toBe('a and 2 more places');
});
