import { expect, test } from 'vitest';
import { createCheckToken } from '../../daemon/server/token.ts';
import { Concealed } from '../../model/secret.ts';
import { tellTokens } from './tokenTelling.ts';

test('each wrong token is logged, and once that its client waits; never the token', () => {
  const lines: unknown[] = [];
  let now = 0;
  const check = tellTokens(
    createCheckToken(new Concealed('right'), () => now),
    { warn: (fields, message) => lines.push([message, fields]) },
  )!;
  for (let guess = 0; guess < 9; guess += 1) check('canary', '::1');
  expect(lines.slice(0, 5)).toEqual(Array(5).fill(['a wrong token was sent', { client: '::1' }]));
  expect(lines[5]).toEqual([expect.stringContaining('too many'), { client: '::1', seconds: 60 }]);
  expect(lines).toHaveLength(6);
  now = 61_000;
  expect(check('right', '::1').kind).toBe('right');
  expect(lines).toHaveLength(6);
});
