import { expect, it, test } from 'vitest';
import { Concealed } from '../secret.ts';
import { showOptionValues } from './optionText.ts';

test.each([
  ['true', 'false', 'true', 'false'],
  [null, 'null', 'null', '"null"'],
  ['', ' x', '""', '" x"'],
  ['a\nb', 'c', 'a\\nb', 'c'],
  [new Concealed('canary'), 'x', '(secret)', 'x'],
])('%j and %j are shown so that nobody can take them for something else', (before, after, one, other) => {
  expect(showOptionValues(before, after)).toEqual([one, other]);
});

it('two long texts are shown where they part', () => {
  const start = 'x'.repeat(200);
  const [before, after] = showOptionValues(`${start}one`, `${start}two`);
  expect(before).toBe(`…${'x'.repeat(12)}one`);
  expect(after).toBe(`…${'x'.repeat(12)}two`);
});

it('texts that differ only in how accents are composed look different', () => {
  const [before, after] = showOptionValues('\u00e9', 'e\u0301');
  expect(before).not.toBe(after);
});
