import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formEncoded } from './formEncoded.ts';

test('what a form sends is read back as it was', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(new URLSearchParams(`a=${formEncoded(text)}`).get('a')).toBe(text);
    }),
  );
});

test('a blank is a plus, and what needs no escape has none', () => {
  expect(formEncoded("a-b_c.d*e f&g=h+i'")).toBe('a-b_c.d*e+f%26g%3Dh%2Bi%27');
});
