import { request } from 'node:http';
import { describe, expect, test } from 'vitest';
import { cloud, control, type Json, json, open, option } from './client.ts';

test('the list of endpoints says what can be done', async () => {
  const emulator = await open();
  const { endpoints, faults } = json(await control(emulator, 'GET', '/'));
  expect(json(await control(emulator, 'GET', ''))).toEqual({ endpoints, faults });
  expect(endpoints).toContainEqual(expect.objectContaining({ method: 'PUT', path: '/_emulator/faults' }));
  expect(faults.map(({ kind }: Json) => kind)).toContain('ignored');
});

test('a sync can be changed behind the back of its user', async () => {
  const emulator = await open();
  const api = await cloud(emulator);
  await api.list();
  const change = {
    interval: 'PT45M',
    configs: { 'Create orders': true, 'Items per run': 7, 'Access key': null },
  };
  const reply = await control(emulator, 'PUT', '/tenants/default/syncs/Ebay?salesChannel=Shop', change);
  expect(reply.status).toBe(200);
  const ebay = await api.ebay();
  expect(ebay.interval).toBe('00:45:00');
  const values = ['Create orders', 'Items per run', 'Access key'].map(
    (name) => option(ebay, name).currentValue,
  );
  expect(values).toEqual(['true', '7', null]);
});

test('a sync is found by its identifier or sales channel id too', async () => {
  const emulator = await open();
  const api = await cloud(emulator);
  const { identifier } = await api.ebay();
  await control(emulator, 'PUT', `/tenants/default/syncs/${identifier.toUpperCase()}`, {
    interval: '00:20:00',
  });
  expect((await api.ebay()).interval).toBe('00:20:00');
  await control(emulator, 'PUT', '/tenants/default/syncs/Ebay?salesChannel=1-1-1', { interval: null });
  expect((await api.ebay()).interval).toBeNull();
});

describe('a mistake', () => {
  test.each([
    ['PUT', '/tenants/nobody/syncs/Ebay', '{}', 404, 'no tenant is called nobody; there are default'],
    [
      'PUT',
      '/tenants/default/syncs/Nope',
      '{}',
      404,
      'no sync is called Nope; there are Ebay (Shop), Ebay (eBay DE)',
    ],
    [
      'PUT',
      '/tenants/default/syncs/Ebay',
      '{}',
      400,
      'more than one sync is called Ebay: Ebay (Shop), Ebay (eBay DE)',
    ],
    [
      'PUT',
      '/tenants/default/syncs/Amazon',
      '{"interval":"5m"}',
      400,
      'interval is a TimeSpan like 00:05:00',
    ],
    [
      'PUT',
      '/tenants/default/syncs/Amazon',
      '{"intervall":"PT5M"}',
      400,
      'intervall is not known; there are interval, configs',
    ],
    [
      'PUT',
      '/tenants/default/syncs/Amazon',
      '{"configs":{"Nope":1}}',
      400,
      'configs.Nope is no option of Amazon',
    ],
    [
      'PUT',
      '/tenants/default/syncs/Amazon',
      '{"configs":{"Marketplaces":[]}}',
      400,
      'configs.Marketplaces is text',
    ],
    ['PUT', '/tenants/default/syncs/Amazon', 'x', 400, 'the body is not JSON'],
    ['PUT', '/tenants/acme', '[{"syncName":"A"},{"syncName":"A"}]', 400, 'syncs[1] (A) is there twice'],
    [
      'PUT',
      '/tenants/acme',
      '[{"syncName":"A","configurations":[{"displayName":1}]}]',
      400,
      'syncs[0].configurations[0].displayName is text',
    ],
    ['PUT', '/tenants/acme', '{"labels":{"tier":1}}', 400, 'labels is an object with texts'],
    ['PUT', '/faults', 'boom=1', 400, 'The kinds are latency, 401'],
    ['PUT', '/quota', 'lots', 400, 'write LIMIT/SECONDS'],
    ['PUT', '/tenants/%', '[]', 400, 'is not percent-encoded'],
    ['GET', '/requests?limit=x', undefined, 400, 'limit is a whole number'],
    ['POST', '/faults', '', 405, 'takes PUT, DELETE, not POST'],
    ['GET', '/nowhere', undefined, 404, 'see GET /_emulator/'],
  ])('%s %s %s', async (method, path, body, status, message) => {
    const emulator = await open();
    const api = await cloud(emulator);
    const before = await api.syncs();
    const reply = await control(emulator, method, path, body);
    expect(reply.status).toBe(status);
    expect(json(reply).error.message).toContain(message);
    expect(await api.syncs()).toEqual(before);
  });
});

describe('the state of a tenant', () => {
  test('can be taken from one emulator to another', async () => {
    const first = await open({ seed: 3 });
    const { tenants } = json(await control(first, 'GET', '/state?tenant=default'));
    const second = await open({ seed: 4, tenants: [{ name: 'acme', tenantId: 'T-1' }] });
    expect((await control(second, 'PUT', '/tenants/acme', tenants[0].syncs)).status).toBe(200);
    expect(await (await cloud(second)).syncs()).toEqual(await (await cloud(first)).syncs());
  });

  test('shares options between the syncs of a type, and refuses two values for one', async () => {
    const emulator = await open({ tenants: [{ name: 'acme' }] });
    const sync = (id: string, value: string) => ({
      syncName: 'Etsy',
      salesChannelName: id,
      interval: '00:10:00',
      configurations: [{ displayName: 'Active', type: 'bool', currentValue: value, isRequired: true }],
    });
    await control(emulator, 'PUT', '/tenants/acme', [sync('a', 'True'), sync('b', 'True')]);
    const api = await cloud(emulator);
    const [first] = await api.syncs();
    const configs = [{ identifier: first.configurations[0].identifier, value: 'false' }];
    await api.configure(first.identifier, { configs });
    expect((await api.syncs()).map(({ configurations }: Json) => configurations[0].currentValue)).toEqual([
      'false',
      'false',
    ]);
    const reply = await control(emulator, 'PUT', '/tenants/acme', [sync('a', 'True'), sync('b', 'False')]);
    expect(json(reply).error.message).toContain('differs from the other Etsy syncs, which share Active');
  });

  test('a new tenant starts as all did, and is gone when removed', async () => {
    const emulator = await open();
    const { tenantId } = json(await control(emulator, 'PUT', '/tenants/acme', {}));
    const added = { ...emulator, tenants: [{ name: 'acme', tenantId, apiKey: '', labels: {} }] };
    const api = await cloud(added);
    expect(await api.syncs()).toHaveLength(10);
    await control(emulator, 'DELETE', '/tenants/acme');
    expect((await api.list()).status).toBe(403);
  });

  test('syncs can be added, replaced and removed', async () => {
    const emulator = await open();
    const api = await cloud(emulator);
    const added = json(
      await control(emulator, 'POST', '/tenants/default/syncs', { syncName: 'Etsy', interval: '00:09:00' }),
    );
    expect((await api.syncs()).at(-1)).toMatchObject({ identifier: added.identifier, interval: '00:09:00' });
    await control(emulator, 'POST', '/tenants/default/syncs', { ...added, interval: '00:11:00' });
    expect((await api.syncs()).slice(9)).toMatchObject([{}, { syncName: 'Etsy', interval: '00:11:00' }]);
    await control(emulator, 'DELETE', '/tenants/default/syncs/Etsy');
    expect(await api.syncs()).toHaveLength(10);
    expect((await api.configure(added.identifier, {})).status).toBe(404);
  });

  test('an added sync shares the options of its type', async () => {
    const emulator = await open();
    const api = await cloud(emulator);
    const { identifier: _, ...amazon } = (await api.syncs())[2];
    await control(emulator, 'POST', '/tenants/default/syncs', { ...amazon, salesChannelName: 'Amazon FR' });
    await control(emulator, 'PUT', '/tenants/default/syncs/Amazon?salesChannel=Amazon%20FR', {
      configs: { Marketplaces: 'FR' },
    });
    expect(option((await api.syncs())[2], 'Marketplaces').currentValue).toBe('FR');
  });

  test('one tenant can be cut off', async () => {
    const emulator = await open({ tenants: 2 });
    const [one, two] = [await cloud(emulator, 0), await cloud(emulator, 1)];
    await control(emulator, 'PUT', '/tenants/tenant-0001/unreachable');
    expect([(await one.list()).status, (await two.list()).status]).toEqual([503, 200]);
    await control(emulator, 'DELETE', '/tenants/tenant-0001/unreachable');
    expect((await one.list()).status).toBe(200);
  });
});

describe('the log of requests', () => {
  test('holds what was called, with body and status, and no call to the control endpoints', async () => {
    const emulator = await open();
    const api = await cloud(emulator);
    const { identifier } = await api.ebay();
    await api.configure(identifier, { interval: '00:00:01' });
    await control(emulator, 'GET', '/state');
    const { total, requests } = json(await control(emulator, 'GET', '/requests'));
    expect(total).toBe(3);
    expect(requests).toMatchObject([
      { method: 'POST', path: '/oauth2/token', tenant: null, status: 200 },
      { method: 'GET', path: '/v2/workers', tenant: 'default', body: null, status: 200 },
      {
        method: 'POST',
        path: `/v2/workers/${identifier}`,
        tenant: 'default',
        body: { interval: '00:00:01' },
        status: 422,
      },
    ]);
    expect(emulator.requests).toEqual(requests);
    const posts = json(await control(emulator, 'GET', '/requests?method=POST&tenant=default&status=422'));
    expect(posts.total).toBe(1);
    await control(emulator, 'DELETE', '/requests');
    expect(emulator.requests).toEqual([]);
  });

  test('keeps the latest only', async () => {
    const emulator = await open({ logLimit: 5 });
    const api = await cloud(emulator);
    for (let call = 0; call < 30; call += 1) await api.list();
    expect(emulator.requests.length).toBeGreaterThanOrEqual(5);
    expect(emulator.requests.length).toBeLessThanOrEqual(10);
  });
});

test('faults and quota do not concern the control endpoints', async () => {
  const emulator = await open();
  await control(emulator, 'PUT', '/faults', 'reset=1');
  await control(emulator, 'PUT', '/quota', '1/1000');
  for (let call = 0; call < 3; call += 1) {
    expect((await control(emulator, 'GET', '/state')).status).toBe(200);
  }
});

test('a client that hangs up in the middle of its request does no harm', async () => {
  const emulator = await open();
  await new Promise<void>((resolve) => {
    const half = request(`${emulator.url}/v2/workers/x`, {
      method: 'POST',
      headers: { 'content-length': 100 },
    });
    half.on('error', () => resolve());
    half.write('{', () => half.destroy(new Error('gone')));
  });
  expect((await (await cloud(emulator)).list()).status).toBe(200);
});

test('closing breaks what is still waiting, and frees the port', async () => {
  const emulator = await open({ latency: 600_000 });
  const waiting = cloud(emulator).then((api) => api.list());
  const failed = expect(waiting).rejects.toThrow();
  await expect.poll(() => emulator.requests.length).toBe(1);
  await emulator.close();
  await failed;
  const [, port] = /:(\d+)$/.exec(emulator.url)!;
  expect((await open({ listen: { host: '127.0.0.1', port: Number(port) } })).url).toBe(emulator.url);
});
