import { expect, test } from 'vitest';
import { Concealed } from '../../model/secret.ts';
import { WorldFailure } from '../../problems/worldFailure.ts';
import { readToken, tokenRefusal } from './tokenAnswer.ts';

const target = { method: 'POST', url: new URL('https://auth.example/token') } as const;
const answer = (status: number, body: unknown) => ({
  status,
  headers: {},
  body: new TextEncoder().encode(typeof body === 'string' ? body : JSON.stringify(body)),
});
const granted = (fields: object) =>
  readToken(target, answer(200, { access_token: 'x', token_type: 'Bearer', ...fields }), 1_000);

test.each<[number | string | null | undefined, number]>([
  [3_600, 1_000 + 3_540_000],
  ['3600', 1_000 + 3_540_000],
  [10, 1_000 + 9_000],
  [0, 1_000],
  [null, Number.POSITIVE_INFINITY],
  [undefined, Number.POSITIVE_INFINITY],
])('a token that lives for %j s is renewed a little before', (expires_in, renewAt) => {
  const token = granted({ expires_in });
  expect([token.authorization.reveal(), token.renewAt]).toEqual(['Bearer x', renewAt]);
});

test.each([
  { token_type: 'mac' },
  { token_type: undefined },
  { access_token: 7 },
  { access_token: 'canary\r\nx: y' },
  { expires_in: 'soon' },
  { expires_in: -1 },
])('%j makes it no token', (fields) => {
  expect(() => granted(fields)).toThrow(WorldFailure);
  expect(() => granted(fields)).toThrow(/token: JSON that holds no bearer token instead of a token$/);
});

const refused = (status: number, body: unknown) =>
  tokenRefusal(target, answer(status, body), new Concealed('the-secret'), 0);

test.each([
  ['invalid_client', /client secret/],
  ['invalid_scope', /auth\.scope/],
  ['unauthorized_client', /allow them/],
  ['unsupported_grant_type', /allow them/],
])('a no (%s) is told by its code, with a hint', (error, hint) => {
  const { code, retriable, message, hint: said } = refused(401, { error, error_description: 'canary' });
  expect({ code, retriable }).toEqual({ code: 'unauthorized', retriable: false });
  expect(message).toBe(`POST https://auth.example/token: no token: ${error}`);
  expect(said).toMatch(hint);
});

test('a no in other words is told by its status, and a secret in it is not', () => {
  expect(refused(400, '<html>').message).toMatch(/no token: the answer was 400$/);
  expect(refused(400, { error: 'the-secret' }).message).not.toContain('the-secret');
});

test('what has not to do with who asks is a failure like any other', () => {
  expect(refused(503, '')).toMatchObject({ code: 'server-error', retriable: true, hint: undefined });
  expect(refused(404, '')).toMatchObject({ code: 'not-found', hint: 'check `auth.tokenUrl`' });
});
