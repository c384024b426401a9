import { expect, test } from 'vitest';
import { describe, isTooLarge, typeWords } from './kinds.ts';
import { createLocate } from './locate.ts';
import { childOf } from './node.ts';
import { parseYaml } from './parse.ts';

function nodeOf(text: string) {
  const source = `a: ${text}\n`;
  return childOf(parseYaml(source, createLocate('a.yaml', source)).documents[0], 'a')!;
}

test.each([
  ['[1, 2]', 'a list'],
  ['{ a: { b: 1 } }', 'a map'],
  ['~', 'empty'],
  ['2020-01-01', 'text'],
  ['1_000', 'text'],
  ['.inf', 'text'],
  ['012', 'a number'],
  ['-0', 'a number'],
  ['0o17', 'a number'],
  ['1e-999', 'a number'],
  ['true', '`true`'],
])('%s is %s', (text, words) => {
  expect(describe(nodeOf(text))).toBe(words);
});

test('a number is too large where there is no such number', () => {
  const huge = `0x${'f'.repeat(300)}`;
  expect(['1e999', '-1e999', huge].map((text) => isTooLarge(nodeOf(text)))).toEqual([true, true, true]);
  expect(['1e308', '90071992547409931', '".inf"'].map((text) => isTooLarge(nodeOf(text)))).toEqual([
    false,
    false,
    false,
  ]);
});

test('types have words', () => {
  expect(typeWords(['string', 'null', 'integer'])).toBe('text or a whole number');
});
