import fc from 'fast-check';
import { expect, test } from 'vitest';
import { runs } from '../../test/support/runs.ts';
import { addTo, alike, createOnce, getOrAdd, groupBy, groupedFrom } from './collections.ts';

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

type Word = { readonly whom: string; readonly text: string };
const words = (...texts: string[]): Word[] => texts.map((text, index) => ({ whom: `t${index}`, text }));
const sameness = {
  whom: ({ whom }: Word) => whom,
  keys: [({ text }: Word) => text, ({ text }: Word) => text.toLowerCase()],
};
const groups = (all: readonly Word[], isFull = false) =>
  alike(all, sameness, isFull).map((group) => group.map(({ text }) => text).join());

test('takes together what is the same, first in the narrow sense, and what is left in the wide one', () => {
  expect(groups(words('b', 'a', 'a', 'A', 'a', 'B', 'b', 'c'))).toEqual(['b,B,b', 'a,a,a', 'A', 'c']);
});

test('takes nothing together where all is to be shown', () => {
  expect(groups(words('a', 'a', 'a'), true)).toEqual(['a', 'a', 'a']);
});

test('has nobody in a group twice', () => {
  const twice = [...words('a', 'a', 'a'), ...words('a', 'a', 'a')];
  expect(groups(twice)).toEqual(['a,a,a', 'a,a,a']);
});

test('loses nothing, and keeps the order within a group and of the groups', () => {
  const word = fc.record({ whom: fc.constantFrom('x', 'y', 'z', 'w'), text: fc.constantFrom('a', 'A', 'b') });
  const law = fc.property(fc.array(word, { maxLength: 40 }), (all) => {
    const found = alike(all, sameness);
    expect(new Set(found.flat())).toEqual(new Set(all));
    expect(found.flat()).toHaveLength(all.length);
    for (const group of [...found, found.map(([first]) => first!)]) {
      const at = group.map((one) => all.indexOf(one));
      expect(at).toEqual(at.toSorted((a, b) => a - b));
    }
    for (const group of found) {
      expect(group.length === 1 || group.length >= groupedFrom).toBe(true);
      expect(new Set(group.map(({ whom }) => whom)).size).toBe(group.length);
    }
  });
  fc.assert(law, runs(300));
});

test('what is made stays until one of its parts is another', () => {
  const once = createOnce<object>();
  const [of, part] = [{}, {}];
  const make = (more: unknown) => once(of, [part, more], () => ({}));
  const first = make(1);
  expect(make(1)).toBe(first);
  const second = make(2);
  expect(second).not.toBe(first);
  expect(make(1)).not.toBe(first);
  expect(once({}, [part, 1], () => ({}))).not.toBe(second);
});
