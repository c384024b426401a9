import { expect, test } from 'vitest';
import { bodyOf, callOf, emulatedWorld } from '../../../test/support/emulated.ts';
import type { WorldOptions } from '../world.ts';
import { serveToken } from './tokenEndpoint.ts';

const form = 'application/x-www-form-urlencoded; charset=utf-8';

function asking(body: string, { type = form, credentials = 'id:secret', options = {} as WorldOptions } = {}) {
  const world = emulatedWorld({ clientId: 'id', clientSecret: 'secret', ...options });
  const authorization = `Basic ${Buffer.from(credentials).toString('base64')}`;
  const call = callOf('POST', '/oauth2/token', { headers: { 'content-type': type, authorization }, body });
  return { answer: serveToken(call, world), world };
}

const grant = 'grant_type=client_credentials';

test('what is issued is known, lasts as said, and is for no cache', () => {
  const { answer, world } = asking(grant, { options: { tokenLifetime: 60 } });
  expect(bodyOf(answer)).toEqual({
    access_token: 'token-1',
    token_type: 'Bearer',
    expires_in: 60,
    scope: 'worker.read worker.write',
  });
  expect(answer.headers['cache-control']).toBe('no-store');
  expect(world.tokens.find('token-1')).toMatchObject({ expiresAt: 60_000 });
});

test('what is asked for is granted as far as the client may have it', () => {
  expect(bodyOf(asking(`${grant}&scope=worker.read+openid`).answer).scope).toBe('worker.read');
  const options = { scopes: ['worker.read'] } as const;
  expect(bodyOf(asking(`${grant}&scope=worker.write`, { options }).answer).scope).toBe('');
  expect(bodyOf(asking(`${grant}&scope=openid`, { options }).answer).scope).toBe('worker.read');
});

test.each([
  ['', 400, 'invalid_request'],
  ['grant_type=password', 400, 'unsupported_grant_type'],
])('%j gets %i', (body, status, error) => {
  const { answer } = asking(body);
  expect([answer.status, bodyOf(answer)]).toEqual([status, { error }]);
});

test('a client says who it is, in a form', () => {
  expect(asking(grant, { type: 'application/json' }).answer.status).toBe(400);
  expect(asking(grant, { credentials: 'id:secre' }).answer).toMatchObject({
    status: 401,
    headers: { 'www-authenticate': expect.stringContaining('Basic') },
  });
  expect(asking(grant, { credentials: 'id:s%65cret' }).answer.status).toBe(200);
});

test('a secret may come as it is, though it would mean something else if it were encoded', () => {
  const options = { clientSecret: 'a+b%' };
  expect(asking(grant, { credentials: 'id:a+b%', options }).answer.status).toBe(200);
  expect(asking(grant, { credentials: 'id:a%2Bb%25', options }).answer.status).toBe(200);
});

test('nothing but POST is served', () => {
  expect(serveToken(callOf('GET', '/oauth2/token'), emulatedWorld())).toMatchObject({
    status: 405,
    headers: { allow: 'POST' },
  });
});
