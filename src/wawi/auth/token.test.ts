import { expect, test } from 'vitest';
import { failureOf, recorded } from '../../../test/support/wawi/client.ts';
import type { HttpAnswer } from '../../http/answer.ts';
import type { Post } from '../../http/client.io.ts';
import { concealer } from '../../http/conceal.ts';
import { Concealed } from '../../model/secret.ts';
import { WorldFailure } from '../../problems/worldFailure.ts';
import { fetchToken, readToken, tokenRefusal } from './token.ts';

const client = {
  tokenUrl: 'https://auth.example/token?a=1',
  clientId: 'ö:%',
  clientSecret: new Concealed('s-_.*~ +/&'),
};
const { signal } = new AbortController();

/** An endpoint that answers in turn, the last one again and again. */
function endpoint(...statuses: number[]) {
  const sent: Parameters<Post>[0][] = [];
  const body = new TextEncoder().encode('{"access_token":"t","token_type":"bearer","expires_in":60}');
  const post: Post = async (request): Promise<HttpAnswer> => {
    sent.push(request);
    return { status: statuses[Math.min(sent.length, statuses.length) - 1]!, headers: {}, body };
  };
  return { sent, post };
}

test('a request is a form that names client and secret as the RFC encodes them', async () => {
  const { sent, post } = endpoint(200);
  const token = await fetchToken(client, post, recorded(), signal);
  expect([token.authorization.reveal(), token.renewAt]).toEqual(['Bearer t', 54_000]);
  const { url, headers, body } = sent[0]!;
  expect([url.href, body]).toEqual([client.tokenUrl, 'grant_type=client_credentials']);
  expect(headers).toEqual({
    accept: 'application/json',
    authorization: `Basic ${btoa('%C3%B6%3A%25:s-_.*%7E+%2B%2F%26')}`,
    'content-type': 'application/x-www-form-urlencoded;charset=UTF-8',
    'user-agent': 'sollist/9.9.9',
  });
});

test('a request asks for a scope where one is wanted', async () => {
  const { sent, post } = endpoint(200);
  await fetchToken({ ...client, scope: 'a b' }, post, recorded(), signal);
  expect(sent[0]!.body).toBe('grant_type=client_credentials&scope=a+b');
});

test('a request is tried again here, and by nobody else', async () => {
  const { sent, post } = endpoint(503);
  const options = recorded();
  const failure = await failureOf(fetchToken(client, post, options, signal));
  expect(failure).toMatchObject({ code: 'server-error', retriable: false });
  expect(failure.message).toMatch(/after 5 tries\)$/);
  expect([sent.length, options.requests.length]).toEqual([5, 5]);
});

test('a request that is stopped is told to be', async () => {
  const { post } = endpoint(503);
  expect(await failureOf(fetchToken(client, post, recorded(), AbortSignal.abort()))).toMatchObject({
    code: 'stopped',
  });
});

const target = { method: 'POST', url: new URL('https://auth.example/token') } as const;
const answer = (status: number, body: unknown) => ({
  status,
  headers: {},
  body: new TextEncoder().encode(typeof body === 'string' ? body : JSON.stringify(body)),
});
const granted = (fields: object) =>
  readToken(
    target,
    answer(200, { access_token: 'x', token_type: 'Bearer', ...fields }),
    1_000,
    (text) => text,
  );

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

test.each([{ token_type: undefined }, { token_type: null }, { token_type: 'BEARER' }])(
  'a token of %j is a bearer',
  (fields) => {
    expect(granted(fields).authorization.reveal()).toBe('Bearer x');
  },
);

test.each([
  { token_type: 'mac' },
  { token_type: '' },
  { access_token: 7 },
  { access_token: 'canary\r\nx: y' },
  { expires_in: 'soon' },
  { expires_in: -1 },
])('%j makes it no token', (fields) => {
  expect(() => granted(fields)).toThrow(WorldFailure);
  expect(() => granted(fields)).toThrow(/token: JSON that holds no bearer token instead of a token$/);
});

test('an error that comes with 200 is a no like any other', async () => {
  const post = (body: object) => async () => answer(200, body);
  const failing = (body: object) => failureOf(fetchToken(client, post(body), recorded(), signal));
  expect(await failing({ error: 'invalid_scope' })).toMatchObject({
    code: 'unauthorized',
    message: 'POST https://auth.example/token: no token: invalid_scope',
    hint: expect.stringContaining('auth.scope'),
  });
  expect((await failing({ errorMessage: 'No client s-_.*~ +/&.' })).message).toMatch(
    /no bearer token instead of a token: No client \(secret\)\.$/,
  );
});

test('a token that is still to come is asked for again', async () => {
  const { sent, post } = endpoint(202, 202, 200);
  expect((await fetchToken(client, post, recorded(), signal)).authorization.reveal()).toBe('Bearer t');
  expect(sent).toHaveLength(3);
});

const refused = (status: number, body: unknown) =>
  tokenRefusal(target, answer(status, body), concealer([new Concealed('the-secret')]), 0);

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
