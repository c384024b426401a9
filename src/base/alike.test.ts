import fc from 'fast-check';
import { expect, it } from 'vitest';
import { runs } from '../../test/support/runs.ts';
import { alike, groupedFrom } from './alike.ts';

type Word = { readonly whom: string; readonly text: string };
const words = (...texts: string[]): Word[] => texts.map((text, index) => ({ whom: `t${index}`, text }));
const sameness = {
  whom: ({ whom }: Word) => whom,
  keys: [({ text }: Word) => text, ({ text }: Word) => text.toLowerCase()],
};
const groups = (all: readonly Word[], isFull = false) =>
  alike(all, sameness, isFull).map((group) => group.map(({ text }) => text).join());

it('takes together what is the same, first in the narrow sense, and what is left in the wide one', () => {
  expect(groups(words('b', 'a', 'a', 'A', 'a', 'B', 'b', 'c'))).toEqual(['b,B,b', 'a,a,a', 'A', 'c']);
});

it('takes nothing together where all is to be shown', () => {
  expect(groups(words('a', 'a', 'a'), true)).toEqual(['a', 'a', 'a']);
});

it('has nobody in a group twice', () => {
  const twice = [...words('a', 'a', 'a'), ...words('a', 'a', 'a')];
  expect(groups(twice)).toEqual(['a,a,a', 'a,a,a']);
});

it('loses nothing, and keeps the order within a group and of the groups', () => {
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
