import { expect, test } from 'vitest';
import { wrap } from './wrap.ts';

test('lines break at blanks only, and by cells', () => {
  expect(wrap('one two three', 8)).toEqual(['one two', 'three']);
  expect(wrap('東京 東京', 8)).toEqual(['東京', '東京']);
  expect(wrap('one two', 80)).toEqual(['one two']);
  expect(wrap('', 80)).toEqual(['']);
});

test('a word that is longer than a line stays whole', () => {
  expect(wrap('see http://127.0.0.1:9470/ now', 10)).toEqual(['see', 'http://127.0.0.1:9470/', 'now']);
});
