import { expect, test } from 'vitest';
import { Concealed } from '../../model/secret.ts';
import { bearerIn, createCheckToken } from './token.ts';

const right = new Concealed(' token\n');
const verdicts = (check: ReturnType<typeof createCheckToken>, ...tokens: string[]) =>
  tokens.map((token) => check!(token, 'me').kind);

test.each([undefined, '', ' \n'])('without a token nothing is checked: %j', (token) => {
  const configured = token === undefined ? undefined : new Concealed(token);
  expect(createCheckToken(configured, () => 0)).toBeUndefined();
});

test.each([
  ['Bearer token', true],
  ['bearer  token ', true],
  ['Bearer tok', false],
  ['Bearer tokent', false],
  ['Bearer TOKEN', false],
  ['Bearer', false],
  ['Basic token', false],
  ['token', false],
  ['', false],
])('%j is the right one: %s', (authorization, isRight) => {
  const verdict = createCheckToken(right, () => 0)!(bearerIn(authorization), 'me');
  expect(verdict.kind === 'right').toBe(isRight);
});

test('from the sixth wrong one on, not even the right one is looked at, for a minute', () => {
  let now = 0;
  const check = createCheckToken(right, () => now);
  expect(verdicts(check, 'a', 'b', 'c', 'd', 'e')).toEqual(Array(5).fill('wrong'));
  expect(check!('f', 'me')).toEqual({ kind: 'held', seconds: 60 });
  now = 59_100;
  expect(check!('token', 'me')).toEqual({ kind: 'held', seconds: 1 });
  expect(check!('token', 'somebody else').kind).toBe('right');
  now = 60_000;
  expect(verdicts(check, 'token')).toEqual(['right']);
});

test('a right one lets all wrong ones be forgotten', () => {
  const check = createCheckToken(right, () => 0);
  const five = ['a', 'b', 'c', 'd', 'e'];
  expect(verdicts(check, ...five, 'token', ...five, 'token').filter((kind) => kind === 'held')).toEqual([]);
});
