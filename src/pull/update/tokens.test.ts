import { expect, it } from 'vitest';
import { createFindToken } from './tokens.ts';

const text = [
  'name: Ebay # a remark',
  "single: 'a b'",
  'double: "a\\tb"',
  'flow: { a: 1 }',
  'block: |-',
  '  line',
  'shared: &x 5',
  'again: *x',
  'empty:',
].join('\n');

const find = createFindToken({ path: 'a.yaml', text });

it.each([
  [1, 7, { style: 'plain', text: 'Ebay', inFlow: false, isShared: false }],
  [2, 9, { style: 'single', text: 'a b' }],
  [3, 9, { style: 'double', text: 'a\tb' }],
  [4, 12, { style: 'plain', text: '1', inFlow: true }],
  [5, 8, { style: 'block', text: 'line' }],
  [7, 12, { text: '5', isShared: true }],
])('the token at line %i, column %i is known by how it stands there', (line, column, token) => {
  expect(find({ line, column })).toMatchObject(token);
});

it('a token is exactly the text that stands there', () => {
  const { start, end } = find({ line: 1, column: 7 })!;
  expect(text.slice(start, end)).toBe('Ebay');
});

it('where nothing is written, or only an alias, there is none', () => {
  expect(find({ line: 9, column: 7 })).toBeUndefined();
  expect(find({ line: 8, column: 8 })).toBeUndefined();
});
