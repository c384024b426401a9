import { describe, expect, test } from 'vitest';
import { parseQuota, type QuotaRule } from '../../src/emulator/faults/quota.ts';
import type { Emulator } from '../../src/emulator/server.io.ts';
import { askToken, type Cloud, cloud, control, json, open } from './client.ts';

async function withFaults(
  spec: string,
): Promise<{ emulator: Emulator; api: Cloud; id: string; before: unknown }> {
  const emulator = await open();
  const api = await cloud(emulator);
  const before = await api.ebay();
  await control(emulator, 'PUT', '/faults', spec);
  return { emulator, api, id: before.identifier, before };
}

async function now(emulator: Emulator, api: Cloud): Promise<unknown> {
  await control(emulator, 'DELETE', '/faults');
  return api.ebay();
}

describe('a fault at rate 1', () => {
  test.each(['401', '429', '500', '502', '503', '504'])(
    '%s answers so, in the form of the API',
    async (kind) => {
      const { emulator, api } = await withFaults(`${kind}=1`);
      const reply = await api.list();
      expect(reply.status).toBe(Number(kind));
      expect(json(reply)).toHaveProperty('stacktrace');
      expect(emulator.requests.at(-1)).toMatchObject({ status: Number(kind), fault: kind });
    },
  );

  test('429 says when to come back', async () => {
    expect((await (await withFaults('429=1')).api.list()).headers.get('retry-after')).toBe('1');
    expect((await (await withFaults('429=1:7')).api.list()).headers.get('retry-after')).toBe('7');
  });

  test('409 concerns writes only, and changes nothing', async () => {
    const { emulator, api, id, before } = await withFaults('409=1');
    expect((await api.list()).status).toBe(200);
    expect((await api.configure(id, { interval: '00:05:00' })).status).toBe(409);
    expect(await now(emulator, api)).toEqual(before);
  });

  test('5xx takes turns', async () => {
    const { api } = await withFaults('5xx=1');
    const seen = new Set<number>();
    for (let call = 0; call < 30; call += 1) seen.add((await api.list()).status);
    expect([...seen].sort()).toEqual([500, 502, 503, 504]);
  });

  test('html is a page of a gateway, now and then with 200', async () => {
    const { api } = await withFaults('html=1');
    const seen = new Set<number>();
    for (let call = 0; call < 30; call += 1) {
      const reply = await api.list();
      seen.add(reply.status);
      expect(reply.headers.get('content-type')).toBe('text/html');
      expect(reply.text).toContain('<html>');
    }
    expect([...seen].sort()).toEqual([200, 502]);
  });

  test('reset breaks the connection and does nothing', async () => {
    const { emulator, api, id, before } = await withFaults('reset=1');
    await expect(api.list()).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } });
    await expect(api.configure(id, { interval: '00:05:00' })).rejects.toThrow('fetch failed');
    expect(emulator.requests.at(-1)).toMatchObject({ status: null, fault: 'reset' });
    expect(await now(emulator, api)).toEqual(before);
  });

  test('lost breaks the connection once the change is made', async () => {
    const { emulator, api, id } = await withFaults('lost=1');
    await expect(api.configure(id, { interval: '00:05:00' })).rejects.toThrow('fetch failed');
    expect(await now(emulator, api)).toMatchObject({ interval: '00:05:00' });
  });

  test('truncated stops in the middle of the answer', async () => {
    const { api } = await withFaults('truncated=1');
    await expect(api.list()).rejects.toThrow('terminated');
  });

  test('empty does it and says nothing', async () => {
    const { emulator, api, id } = await withFaults('empty=1');
    const reply = await api.configure(id, { interval: '00:05:00' });
    expect([reply.status, reply.text]).toEqual([200, '']);
    expect(await now(emulator, api)).toMatchObject({ interval: '00:05:00' });
  });

  test('ignored answers 200 with the old sync and changes nothing', async () => {
    const { emulator, api, id, before } = await withFaults('ignored=1');
    const reply = await api.configure(id, { interval: '00:05:00' });
    expect(reply.status).toBe(200);
    expect(json(reply)).toEqual(before);
    expect(await now(emulator, api)).toEqual(before);
  });

  test('latency waits, and adds to another fault', async () => {
    const { api } = await withFaults('503=1,latency=1:120');
    const start = performance.now();
    expect((await api.list()).status).toBe(503);
    expect(performance.now() - start).toBeGreaterThan(110);
  });

  test('token concerns the token endpoint only, and no other does', async () => {
    const { emulator, api } = await withFaults('token=1');
    expect((await askToken(emulator)).status).toBe(503);
    expect((await api.list()).status).toBe(200);
    await control(emulator, 'PUT', '/faults', '503=1,reset=1');
    expect((await askToken(emulator)).status).toBe(200);
  });

  test('x2 ends after two', async () => {
    const { api } = await withFaults('503=1x2');
    const statuses = [await api.list(), await api.list(), await api.list()].map(({ status }) => status);
    expect(statuses).toEqual([503, 503, 200]);
  });
});

describe('the quota', () => {
  const limits = ({ headers }: { headers: Headers }) =>
    ['limit', 'interval-length-seconds', 'remaining'].map((name) => headers.get(`x-ratelimit-${name}`));

  test('is told with every answer, and enforced once it is used up', async () => {
    let time = 0;
    const api = await cloud(await open({ quota: quota('3/60'), monotonic: () => time }));
    const first = await api.list();
    expect([first.status, ...limits(first)]).toEqual([200, '3', '60', '2']);
    await api.list();
    expect(limits(await api.list())).toEqual(['3', '60', '0']);
    time = 20_000;
    const past = await api.list();
    expect([past.status, past.headers.get('retry-after'), ...limits(past)]).toEqual([
      429,
      '40',
      '3',
      '60',
      '0',
    ]);
    time = 60_000;
    expect((await api.list()).status).toBe(200);
  });

  test('counts each endpoint for itself, errors too', async () => {
    const api = await cloud(await open({ quota: quota('2/60') }));
    const { identifier } = await api.ebay();
    await api.list();
    expect(limits(await api.configure(identifier, { interval: 'never' }))).toEqual(['2', '60', '1']);
    expect((await api.configure('3c90c3cc-0d44-4b50-8888-8dd25736052a', {})).status).toBe(404);
    expect((await api.configure(identifier, {})).status).toBe(429);
  });

  test('is per tenant, or one for all', async () => {
    const each = await open({ tenants: 2, quota: quota('1/60') });
    const [one, two] = [await cloud(each, 0), await cloud(each, 1)];
    expect([(await one.list()).status, (await two.list()).status]).toEqual([200, 200]);
    const shared = await open({ tenants: 2, quota: quota('1/60/client') });
    const [first, second] = [await cloud(shared, 0), await cloud(shared, 1)];
    expect([(await first.list()).status, (await second.list()).status]).toEqual([200, 429]);
  });

  test('can be set and lifted while it runs', async () => {
    const emulator = await open();
    const api = await cloud(emulator);
    expect(limits(await api.list())).toEqual([null, null, null]);
    await control(emulator, 'PUT', '/quota', '5/10');
    expect(limits(await api.list())).toEqual(['5', '10', '4']);
    await control(emulator, 'DELETE', '/quota');
    expect(limits(await api.list())).toEqual([null, null, null]);
  });

  function quota(text: string): QuotaRule {
    return parseQuota(text) as QuotaRule;
  }
});
