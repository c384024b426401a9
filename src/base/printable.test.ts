import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { printable } from './printable.ts';

test.each([
  ['Größe 漢字 🟢 ❤️', 'Größe 漢字 🟢 ❤️'],
  ['a\nb\r\tc', 'a\\nb\\r\\tc'],
  ['\u001b[31m', '\\u{1b}[31m'],
  ['\u202egnp', '\\u{202e}gnp'],
  ['\ud800', '\\u{d800}'],
  ['a\u200bb\u{e0041}', 'a\\u{200b}b\\u{e0041}'],
])('%j is shown as %s', (text, shown) => {
  expect(printable(text)).toBe(shown);
});

it('shows nothing that moves the cursor, colours or hides, and nothing twice', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(printable(text)).not.toMatch(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u);
      expect(printable(printable(text))).toBe(printable(text));
    }),
  );
});
