import { describe, expect, test } from 'vitest';
import { askToken, basic, cloud, cloudHeaders, control, json, open, send } from './client.ts';

describe('the token endpoint', () => {
  test('issues a token for client credentials', async () => {
    const reply = await askToken(await open({ tokenLifetime: 1_200 }));
    expect(reply.status).toBe(200);
    expect(json(reply)).toMatchObject({
      token_type: 'Bearer',
      expires_in: 1_200,
      scope: 'worker.read worker.write',
    });
  });

  test('takes credentials in clear and form-encoded', async () => {
    const emulator = await open({ clientId: 'my app', clientSecret: 'a+b/c:ü' });
    const encoded = basic('my+app', 'a%2Bb%2Fc%3A%C3%BC');
    expect((await askToken(emulator)).status).toBe(200);
    expect((await askToken(emulator, undefined, encoded)).status).toBe(200);
  });

  test.each([
    [
      'wrong credentials',
      { grant_type: 'client_credentials' },
      basic('sollist-emulator', 'wrong'),
      401,
      'invalid_client',
    ],
    ['no credentials', { grant_type: 'client_credentials' }, {}, 401, 'invalid_client'],
    ['another grant', { grant_type: 'password' }, undefined, 400, 'unsupported_grant_type'],
    ['no grant', { scope: 'x' }, undefined, 400, 'invalid_request'],
  ])('refuses %s', async (_, form, headers, status, error) => {
    const reply = await askToken(
      await open(),
      form as Record<string, string>,
      headers as Record<string, string>,
    );
    expect(reply.status).toBe(status);
    expect(json(reply)).toEqual({ error });
  });

  test('can insist on a scope', async () => {
    const emulator = await open({ requiresScope: true });
    expect(json(await askToken(emulator))).toEqual({ error: 'invalid_scope' });
    expect((await askToken(emulator, { grant_type: 'client_credentials', scope: 'openid' })).status).toBe(
      200,
    );
  });
});

describe('a call to the cloud', () => {
  test.each([
    ['no token', { authorization: '' }, 401],
    ['an unknown token', { authorization: 'Bearer made-up' }, 401],
    ['no tenant', { 'x-tenant-id': '' }, 401],
    ['a tenant that is not there', { 'x-tenant-id': 'ffffffff-0000-4000-8000-000000000000' }, 403],
    ['no x-appid', { 'x-appid': '' }, 412],
    ['no x-appversion', { 'x-appversion': '' }, 412],
  ])('with %s is refused', async (_, headers, status) => {
    const emulator = await open();
    const all = { ...(await cloudHeaders(emulator)), ...headers };
    const reply = await send(`${emulator.url}/v2/workers`, { headers: all });
    expect(reply.status).toBe(status);
    expect(json(reply).errorMessage).not.toBe('');
  });

  test('needs no app headers from 2.1 on', async () => {
    const emulator = await open({ dialect: '2.1' });
    const headers = await cloudHeaders(emulator);
    const without = { ...headers, 'x-appid': '', 'x-appversion': '' };
    expect((await send(`${emulator.url}/v2/workers`, { headers: without })).status).toBe(200);
  });

  test('is refused once its token has expired or was revoked', async () => {
    let now = 0;
    const emulator = await open({ tokenLifetime: 60, monotonic: () => now });
    const api = await cloud(emulator);
    now = 59_999;
    expect((await api.list()).status).toBe(200);
    now = 60_000;
    expect((await api.list()).status).toBe(401);
    const renewed = await cloud(emulator);
    expect((await renewed.list()).status).toBe(200);
    await control(emulator, 'DELETE', '/tokens');
    expect((await renewed.list()).status).toBe(401);
  });

  test('without the scope is refused, and write does not imply read', async () => {
    const readOnly = await cloud(await open({ scopes: ['worker.read'] }));
    const { identifier } = await readOnly.ebay();
    expect((await readOnly.configure(identifier, {})).status).toBe(403);
    const emulator = await open();
    const scoped = { grant_type: 'client_credentials', scope: 'worker.write' };
    const headers = await cloudHeaders(emulator, 0, scoped);
    expect((await send(`${emulator.url}/v2/workers`, { headers })).status).toBe(403);
  });

  test('reaches the tenant that it names', async () => {
    const emulator = await open({ tenants: 3 });
    const ids = await Promise.all(
      [0, 1, 2].map(async (index) => (await (await cloud(emulator, index)).ebay()).identifier),
    );
    expect(new Set(ids).size).toBe(3);
    expect(
      emulator.requests
        .filter(({ method }) => method === 'GET')
        .map(({ tenant }) => tenant)
        .sort(),
    ).toEqual(['tenant-0001', 'tenant-0002', 'tenant-0003']);
  });
});

describe('a call on-premise', () => {
  const call = async (headers: Record<string, string>, path = '/workers') => {
    const emulator = await open({ tenants: 2, apiKey: 'wawi-key' });
    return send(`${emulator.url}${path}`, { headers: { 'api-version': '1.1', ...headers } });
  };

  test('reaches the first tenant with the key', async () => {
    const emulator = await open({ tenants: 2 });
    const headers = { authorization: `Wawi ${emulator.apiKey}`, 'api-version': '1.1' };
    const reply = await send(`${emulator.url}/api/eazybusiness/workers`, { headers });
    expect(reply.status).toBe(200);
    expect(json(reply)[0].Identifier).toBe((await (await cloud(emulator, 0)).ebay()).identifier);
  });

  test('reaches any other with its own key', async () => {
    const emulator = await open({ tenants: [{ name: 'acme' }, { name: 'kiosk', apiKey: 'till' }] });
    await send(`${emulator.url}/workers`, { headers: { authorization: 'Wawi till', 'api-version': '1.1' } });
    expect(emulator.requests.at(-1)).toMatchObject({ tenant: 'kiosk', status: 200 });
  });

  test('configures in the version of its header', async () => {
    const emulator = await open();
    const { identifier } = await (await cloud(emulator)).ebay();
    const headers = { authorization: `Wawi ${emulator.apiKey}`, 'content-type': 'application/json' };
    const change = (version: string, body: object) =>
      send(`${emulator.url}/workers/${identifier}`, {
        method: 'POST',
        headers: { ...headers, 'api-version': version },
        body: JSON.stringify(body),
      });
    expect(json(await change('1.1', { Interval: '00:05:00' })).Interval).toBe('00:05:00');
    expect(json(await change('2.2', { interval: '00:06:00' })).interval).toBe('00:06:00');
  });

  test('is refused with a wrong key, without a version, or with one nobody knows', async () => {
    expect((await call({ authorization: 'Wawi wrong' })).status).toBe(401);
    expect((await call({})).status).toBe(401);
    expect((await call({ authorization: 'Wawi wawi-key', 'api-version': '' })).status).toBe(412);
    expect((await call({ authorization: 'Wawi wawi-key', 'api-version': '9.9' })).status).toBe(400);
    expect((await call({ authorization: 'Wawi wawi-key' }, '/v2/workers')).status).toBe(401);
  });

  test('may come with a token, as in the old cloud', async () => {
    const emulator = await open({ dialect: '1.1' });
    const headers = { ...(await cloudHeaders(emulator)), 'api-version': '1.1' };
    expect((await send(`${emulator.url}/erp/workers`, { headers })).status).toBe(200);
  });
});

test.each(['/', '/v2/worker', '/v2/v2/workers', '/v2/workers/a/b', '/workersx'])(
  'nothing is at %s',
  async (path) => {
    const emulator = await open();
    const reply = await send(`${emulator.url}${path}`, { headers: await cloudHeaders(emulator) });
    expect(reply.status).toBe(404);
    expect(json(reply).errorCode).toBe('NotFound');
  },
);
