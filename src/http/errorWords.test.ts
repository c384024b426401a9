import { expect, test } from 'vitest';
import { errorWords } from './errorWords.ts';

const words = (value: unknown, conceal = (text: string): string | undefined => text) =>
  errorWords(new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value)), conceal);

test.each([
  ['a code and a message', { errorCode: 'Rule', errorMessage: 'Broken.' }, 'Rule, Broken.'],
  ['in PascalCase', { ErrorCode: 7, ErrorMessage: 'Broken.' }, '7, Broken.'],
  [
    'what is wrong with each field',
    { validationErrors: { interval: 'Too short.', other: ['a', 'b', 7] } },
    'interval: Too short., other: a b',
  ],
  ['what a gateway calls a message', { message: 'No key.', statusCode: 401 }, 'No key.'],
  [
    'what is the problem',
    { type: 'x', title: 'Closed.', detail: 'Until 6.', status: 422 },
    'Closed., Until 6.',
  ],
  ['an error in an error', { error: { Message: 'No licence.', stacktrace: 'x' } }, 'No licence.'],
  ['an error as text', { error: 'no_licence' }, 'no_licence'],
  ['errors as of GraphQL', { data: null, errors: [{ message: 'One.', path: ['x'] }, 'Two.'] }, 'One., Two.'],
  ['control characters', { errorMessage: 'a\u001b[31mb' }, 'a\\u{1b}[31mb'],
])('%s is said', (_, error, said) => {
  expect(words(error)).toBe(said);
});

test.each([
  '<html>x</html>',
  'x',
  '"x"',
  '["x"]',
  'null',
  '7',
  '{"detail":"x","stacktrace":"x"}',
  '{"errors":{"a":"x","errors":["x"]}}',
  '{"errors":[["x"]]}',
])('nothing is said of %s', (text) => {
  expect(words(text)).toBeUndefined();
});

test('what holds a secret is said without it, or not at all', () => {
  const error = { errorMessage: 'a secret' };
  expect(words(error, (text) => text.replace('secret', '…'))).toBe('a …');
  expect(words(error, () => undefined)).toBe('(the answer repeats a secret and is not shown)');
});

test('a long one is cut', () => {
  expect(words({ errorMessage: 'x'.repeat(50_000) })).toBe(`${'x'.repeat(299)}…`);
});
