import { expect, test } from 'vitest';
import { canonicalId, isSameId, isUuid } from './uuid.ts';

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

test.each([
  '3C90C3CC-0D44-4B50-8888-8DD25736052A',
  '{3c90c3cc-0d44-4b50-8888-8dd25736052a}',
  '(3c90c3cc-0d44-4B50-8888-8dd25736052a)',
  '3c90c3cc0d444b5088888dd25736052A',
])('%s is a uuid in another spelling', (id) => {
  expect(canonicalId(id)).toBe('3c90c3cc-0d44-4b50-8888-8dd25736052a');
  expect(isSameId(id, canonicalId(id))).toBe(true);
});

test.each(['7', 'A1', '{3c90c3cc-0d44-4b50-8888-8dd25736052a)', '{3c90c3cc0d444b5088888dd25736052a}', ''])(
  '%j is none, and stays as it is',
  (id) => expect(canonicalId(id)).toBe(id),
);
