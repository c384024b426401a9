import { expect, it, test } from 'vitest';
import { list, nearest, suggest } from './nearest.ts';

test.each([
  ['intervall', 'interval'],
  ['Intreval', 'interval'],
  ['onfigs', 'configs'],
  ['xyz', undefined],
  ['weather', undefined],
  ['', undefined],
])('%s probably means %s', (wanted, meant) => {
  expect(nearest(wanted, ['interval', 'configs', 'windows'])).toBe(meant);
});

it('suggests the nearest, else what there is, a dozen at most', () => {
  expect(suggest('ebai', ['ebay', 'amazon'])).toBe('did you mean `ebay`?');
  expect(suggest('x', ['ebay', 'amazon'])).toBe('there is `ebay`, `amazon`');
  expect(suggest('x', [])).toBe('there is none');
  expect(list(Array.from({ length: 14 }, (_, n) => `n${n}`))).toMatch(/`n11` and 2 more$/);
});

it('finds what looks the same, however many letters are others, and spells out one', () => {
  expect(suggest('Ｅｂａｙ', ['Amazon', 'Ebay'])).toBe(
    'did you mean `Ebay`? (there U+0045 E, here U+FF25 fullwidth Ｅ)',
  );
});
