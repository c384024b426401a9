import { describe, expect, test } from 'vitest';
import { going, inCloud, onPremise, reader, recorded, writer } from '../../test/support/wawi/client.ts';
import { inTurn, item, json, serve, withTokens } from '../../test/support/wawi/serve.ts';
import { durationOfSeconds } from '../model/duration.ts';

const versions = ['1.1', '1.6', '2.0', '2.1', '2.3'] as const;

describe('on the wire', () => {
  const only = (value: unknown, path = '/oauth2/token') =>
    serve(withTokens(inTurn(json([value]), json(value)))).then((served) => ({
      ...served,
      calls: () => served.requests.filter((request) => request.path !== path),
    }));
  const pascal = {
    Identifier: 7,
    SyncName: 'Ebay',
    SalesChannelName: null,
    SalesChannelId: null,
    Interval: null,
    Configurations: [],
  };
  const settings = { interval: durationOfSeconds(90), options: [{ id: 'o', value: 'ö' }] };

  test.each([
    ['1.1', '/erp/v1/workers', pascal, { Interval: '00:01:30', Configs: [{ Identifier: 'o', Value: 'ö' }] }],
    ['1.6', '/erp/v1/workers', pascal, { Interval: '00:01:30', Configs: [{ Identifier: 'o', Value: 'ö' }] }],
    [
      '2.0',
      '/erp/v2/workers',
      item({ identifier: 7 }),
      { interval: '00:01:30', configs: [{ identifier: 'o', value: 'ö' }] },
    ],
    [
      '2.1',
      '/erp/v2/workers',
      item({ identifier: 7 }),
      { interval: '00:01:30', configurations: [{ identifier: 'o', value: 'ö' }] },
    ],
    [
      '2.3',
      '/erp/v2/workers',
      item({ identifier: 7 }),
      { interval: '00:01:30', configurations: [{ identifier: 'o', value: 'ö' }] },
    ],
  ] as const)('cloud %s', async (version, path, answer, body) => {
    const server = await only(answer);
    const tenant = inCloud({ url: `${server.url}/erp/`, tokenUrl: `${server.url}/oauth2/token`, version });
    const wawi = await writer(tenant, recorded());
    const [sync] = await wawi.list(going());
    expect(await wawi.configure(sync!.id, settings, going())).toMatchObject({ sync: { id: '7' } });
    const [list, post] = server.calls();
    expect(list).toMatchObject({ method: 'GET', path, body: '' });
    expect(post).toMatchObject({ method: 'POST', path: `${path}/7` });
    expect(post!.headers['content-type']).toBe('application/json');
    expect(JSON.parse(post!.body)).toEqual(body);
    for (const { headers } of [list!, post!]) {
      expect(headers).toMatchObject({
        authorization: 'Bearer token-1',
        'x-tenant-id': 'tenant-1',
        'x-appid': 'sollist/9.9.9',
        'x-appversion': '9.9.9',
        accept: 'application/json',
      });
      expect(headers).not.toHaveProperty('api-version');
    }
  });

  test.each(versions)('API key, %s', async (version) => {
    const server = await only(version.startsWith('1.') ? pascal : item());
    const wawi = await writer(onPremise({ url: `${server.url}/api/shop`, version }), recorded());
    const [sync] = await wawi.list(going());
    await wawi.configure(sync!.id, settings, going());
    for (const { headers, path } of server.requests) {
      expect(path).toMatch(/^\/api\/shop\/workers(?:\/|$)/);
      expect(headers).toMatchObject({ authorization: 'Wawi key-1', 'api-version': version });
      expect(headers).not.toHaveProperty('x-tenant-id');
    }
    expect(server.requests).toHaveLength(2);
  });

  test('what goes into a path is escaped', async () => {
    const server = await only(item());
    const wawi = await writer(onPremise({ url: server.url }), recorded());
    await wawi.configure('a/../b?c#d', settings, going());
    expect(server.requests[0]!.path).toBe('/workers/a%2F..%2Fb%3Fc%23d');
  });
});

test('a reader has no way to write, and sends nothing but GET and the token request', async () => {
  const server = await serve(withTokens(json([item()])));
  const wawi = await reader(inCloud(server), recorded());
  await wawi.list(going());
  expect(Object.keys(wawi)).not.toContain('configure');
  expect(server.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'POST /oauth2/token',
    'GET /v2/workers',
  ]);
});
