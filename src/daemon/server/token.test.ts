import { expect, test } from 'vitest';
import { Concealed } from '../../model/secret.ts';
import { createCheckToken } from './token.ts';

test.each([undefined, '', ' \n'])('without a token nothing is checked: %j', (token) => {
  expect(createCheckToken(token === undefined ? undefined : new Concealed(token))).toBeUndefined();
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
  [undefined, false],
])('%j is the right one: %s', (authorization, right) => {
  expect(createCheckToken(new Concealed(' token\n'))!(authorization)).toBe(right);
});
