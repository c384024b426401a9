import { expect, test } from 'vitest';
import { readFlow, readKey } from './inLine.ts';

function cursorAt(text: string, at = 0) {
  return { text, at, indent: 0, size: 0 };
}

test.each([
  ['a scalar up to the end of the line', 'b c \nd', 'b c', 3],
  ['one with brackets and colons in it', 'a[0]:b#c # d', 'a[0]:b#c', 8],
  ['what quotes hold', "'b: c' d", 'b: c', 6],
  ['a map', '{ a: 1, b: { c: d:e } }', { a: 1, b: { c: 'd:e' } }, 23],
  ['a list', '[ a, "b" ,[]]', ['a', 'b', []], 13],
])('%s is read, and where it ends is known', (_, text, data, end) => {
  const cursor = cursorAt(text);
  expect(readFlow(cursor, 0)?.data).toEqual(data);
  expect(cursor.at).toBe(end);
});

test.each(['{ a }', '{ a: 1', '{ a: 1, a: 2 }', '[a: b]', '[a,]', '"\\n"', "'a''b'", '*a', '- a', '...', ''])(
  '%j is left to the library',
  (text) => {
    expect(readFlow(cursorAt(text), 0)).toBeUndefined();
  },
);

test('a key ends with its colon', () => {
  const cursor = cursorAt('  "a b": c', 2);
  expect(readKey(cursor, false)).toMatchObject({ offset: 2, text: 'a b' });
  expect(cursor.at).toBe(8);
  expect(readKey(cursorAt('a:b'), false)).toBeUndefined();
});
