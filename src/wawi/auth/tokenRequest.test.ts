import { expect, test } from 'vitest';
import { failureOf, noon, recorded } from '../../../test/support/wawi/client.ts';
import type { HttpAnswer, Post } from '../../http/client.io.ts';
import { Concealed } from '../../model/secret.ts';
import { fetchToken } from './tokenRequest.ts';

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

test('is a form that names client and secret as the RFC encodes them', async () => {
  const { sent, post } = endpoint(200);
  const token = await fetchToken(client, post, recorded(), signal);
  expect([token.authorization.reveal(), token.renewAt]).toEqual(['Bearer t', noon.getTime() + 54_000]);
  const { url, headers, body } = sent[0]!;
  expect([url.href, body]).toEqual([client.tokenUrl, 'grant_type=client_credentials']);
  expect(headers).toEqual({
    accept: 'application/json',
    authorization: `Basic ${btoa('%C3%B6%3A%25:s-_.*%7E+%2B%2F%26')}`,
    'content-type': 'application/x-www-form-urlencoded;charset=UTF-8',
    'user-agent': 'sollist/9.9.9',
  });
});

test('asks for a scope where one is wanted', async () => {
  const { sent, post } = endpoint(200);
  await fetchToken({ ...client, scope: 'a b' }, post, recorded(), signal);
  expect(sent[0]!.body).toBe('grant_type=client_credentials&scope=a+b');
});

test('is tried again here, and by nobody else', async () => {
  const { sent, post } = endpoint(503);
  const options = recorded();
  const failure = await failureOf(fetchToken(client, post, options, signal));
  expect(failure).toMatchObject({ code: 'server-error', retriable: false });
  expect(failure.message).toMatch(/after 5 tries\)$/);
  expect([sent.length, options.requests.length]).toEqual([5, 5]);
});

test('that is stopped is told to be', async () => {
  const { post } = endpoint(503);
  expect(await failureOf(fetchToken(client, post, recorded(), AbortSignal.abort()))).toMatchObject({
    code: 'stopped',
  });
});
