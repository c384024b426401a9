import fc from 'fast-check';
import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { namesOfOddWidth } from '../../../test/support/names.ts';
import { runs } from '../../../test/support/runs.ts';
import { wrap, wrapText } from './wrap.ts';

test('lines break at blanks only, and by cells', () => {
  expect(wrap('one two three', 8)).toEqual(['one two', 'three']);
  expect(wrap('東京 東京', 8)).toEqual(['東京', '東京']);
  expect(wrap('one two', 80)).toEqual(['one two']);
  expect(wrap('', 80)).toEqual(['']);
});

test('a word that is longer than a line stays whole', () => {
  expect(wrap('see http://127.0.0.1:9470/ now', 10)).toEqual(['see', 'http://127.0.0.1:9470/', 'now']);
});

test('breaks between words, and what goes on stands further to the right', () => {
  const text = `short\n  ${'word '.repeat(12)}end\n`;
  expect(wrapText(text, 40)).toBe(`short\n  ${'word '.repeat(7).trim()}\n      ${'word '.repeat(5)}end\n`);
  expect(wrapText(text, 100)).toBe(text);
});

test('loses no word and breaks none, and no line is wider than the terminal where its words are not', () => {
  const word = fc.oneof(
    fc.constantFrom(...namesOfOddWidth),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }).filter((one) => /^\S+$/.test(one)),
  );
  const law = fc.property(
    fc.array(word, { maxLength: 60 }),
    fc.integer({ min: 60, max: 120 }),
    (words, width) => {
      const line = words.join(' ').replace(/\s+/g, ' ');
      const wrapped = wrapText(`  ${line}`, width);
      expect(wrapped.split(/\s+/).filter(Boolean)).toEqual(line.split(/\s+/).filter(Boolean));
      for (const row of wrapped.split('\n')) expect(stringWidth(row)).toBeLessThanOrEqual(width);
    },
  );
  fc.assert(law, runs(200));
});

test('leaves a word whole that is wider than the terminal', () => {
  const name = '漢'.repeat(100);
  expect(
    wrapText(`one ${name} two`, 80)
      .split('\n')
      .map((row) => row.trim()),
  ).toEqual(['one', name, 'two']);
});
