import { expect, test } from 'vitest';
import { plain } from '../base/paint.ts';
import { syncsInShort, unmanagedIn, unmanagedText } from './unmanaged.ts';

const kaufland = { id: 'k', name: 'Kaufland', salesChannel: null };
const otto = { id: 'o', name: 'Ot\u001bto', salesChannel: 'Shop' };
const tenants = ['a', 'b', 'c', 'd'].map((name) => ({
  name,
  unmanaged: name === 'b' ? [kaufland, otto] : [kaufland],
}));
const all = unmanagedIn(tenants);

test('names what many tenants have once, and everything with `isFull`', () => {
  const look = { paint: plain, width: 80 };
  expect(unmanagedText(all, 60, look).split('\n').slice(1)).toEqual([
    '  Kaufland on 4 of 60 tenants',
    '    a, b, c, d',
    '  b / Ot\\u{1b}to (Shop)',
    '  hint: `sollist pull --new` writes documents for them',
  ]);
  expect(unmanagedText(all, 60, { ...look, isFull: true }).split('\n')).toHaveLength(7);
  expect(unmanagedText([], 60, look)).toBe('');
});

test('in short those come first that most tenants have', () => {
  const reversed = [...all].reverse();
  expect(syncsInShort(reversed, 4)).toBe('Kaufland on 4 of 4 tenants, b / Ot\\u{1b}to (Shop)');
  const many = unmanagedIn([
    { name: 'a', unmanaged: [1, 2, 3, 4, 5].map((n) => ({ ...kaufland, name: `${n}` })) },
  ]);
  expect(syncsInShort(many, 1)).toBe('a / 1, a / 2, a / 3 and 2 more');
});
