import { expect, test } from 'vitest';
import { isSameId, isUuid } from './uuid.ts';

test.each([
  ['3c90c3cc-0d44-4b50-8888-8dd25736052a', true],
  ['3C90C3CC-0D44-4B50-8888-8DD25736052A', true],
  ['3c90c3cc0d444b5088888dd25736052a', false],
  ['{3c90c3cc-0d44-4b50-8888-8dd25736052a}', false],
  ['', false],
])('%s: %s', (text, expected) => {
  expect(isUuid(text)).toBe(expected);
});

test('a uuid is the same in capitals, any other identifier is not', () => {
  const uuid = '3c90c3cc-0d44-4b50-8888-8dd25736052a';
  expect(isSameId(uuid, uuid.toUpperCase())).toBe(true);
  expect(isSameId('A1', 'a1')).toBe(false);
  expect(isSameId('A1', 'A1')).toBe(true);
});
