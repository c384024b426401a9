import { describe, expect, test } from 'vitest';
import { dialectNames } from '../../src/emulator/state/dialects.ts';
import {
  bodyFor,
  camel,
  cloud,
  cloudHeaders,
  type Json,
  json,
  open,
  option,
  pathOf,
  send,
} from './client.ts';

describe.each(dialectNames)('dialect %s', (dialect) => {
  const acceptsNull = Number(dialect) >= 2.1;
  const path = pathOf(dialect);

  test('lists the syncs with the names of its generation', async () => {
    const reply = await (await cloud(await open({ dialect }))).list();
    expect(reply.status).toBe(200);
    expect(reply.headers.get('content-type')).toContain('application/json');
    const keys = Object.keys(json(reply)[0]);
    expect(keys).toEqual(
      dialect.startsWith('1.')
        ? [
            'Identifier',
            'SyncName',
            'SalesChannelName',
            'SalesChannelId',
            'Interval',
            'ReportProgress',
            'Configurations',
          ]
        : [
            'identifier',
            'syncName',
            'salesChannelName',
            'salesChannelId',
            'interval',
            'reportProgress',
            'configurations',
          ],
    );
    const [first] = camel(json(reply));
    expect(first).toMatchObject({
      syncName: 'Ebay',
      salesChannelName: 'Shop',
      salesChannelId: '1-1-1',
      interval: '00:10:00',
    });
    expect(option(first, 'Create orders')).toMatchObject({ type: 'bool', isRequired: true });
  });

  test('answers with the changed sync, and lists it so afterwards', async () => {
    const api = await cloud(await open({ dialect }));
    const before = await api.ebay();
    const items = option(before, 'Items per run').identifier;
    const reply = await api.configure(before.identifier, bodyFor(dialect, '00:05:00', { [items]: '500' }));
    expect(reply.status).toBe(200);
    const after = camel(json(reply));
    expect(after.interval).toBe('00:05:00');
    expect(Number(option(after, 'Items per run').currentValue)).toBe(500);
    expect(option(after, 'Create orders')).toEqual(option(before, 'Create orders'));
    expect(await api.ebay()).toEqual(after);
  });

  test('ignores options below the name of another dialect, with a 200', async () => {
    const api = await cloud(await open({ dialect }));
    const before = await api.ebay();
    const entry = { identifier: option(before, 'Items per run').identifier, value: '500' };
    const entries = [{ ...entry, Identifier: entry.identifier, Value: entry.value }];
    const right = Object.keys(bodyFor(dialect, undefined, { x: 'y' }))[0]!;
    const wrong = ['configs', 'configurations', 'Configs', 'Configurations'].filter((name) => name !== right);
    const body = Object.fromEntries(wrong.map((name) => [name, entries]));
    const reply = await api.configure(before.identifier, body);
    expect(reply.status).toBe(200);
    expect(camel(json(reply))).toEqual(before);
  });

  test('leaves alone what is not sent', async () => {
    const api = await cloud(await open({ dialect }));
    const before = await api.ebay();
    expect((await api.configure(before.identifier, {})).status).toBe(200);
    expect(await api.ebay()).toEqual(before);
  });

  test('stores options once for all syncs of a type, and intervals for each', async () => {
    const api = await cloud(await open({ dialect }));
    const [shop, other] = (await api.syncs()).filter(({ syncName }: Json) => syncName === 'Ebay');
    const id = option(shop, 'Create orders').identifier;
    await api.configure(shop.identifier, bodyFor(dialect, '00:07:00', { [id]: 'true' }));
    const [, after] = (await api.syncs()).filter(({ syncName }: Json) => syncName === 'Ebay');
    expect(option(after, 'Create orders').currentValue.toLowerCase()).toBe('true');
    expect(after.interval).toBe(other.interval);
  });

  test('takes null only where the generation does and the option is not required', async () => {
    const api = await cloud(await open({ dialect }));
    const sync = await api.ebay();
    const [key, required] = ['Access key', 'Items per run'].map((name) => option(sync, name).identifier);
    const optional = await api.configure(sync.identifier, bodyFor(dialect, undefined, { [key]: null }));
    expect(optional.status).toBe(acceptsNull ? 200 : 400);
    expect(option(await api.ebay(), 'Access key').currentValue).toBe(acceptsNull ? null : 'key-from-2019');
    const refused = await api.configure(sync.identifier, bodyFor(dialect, undefined, { [required]: null }));
    expect(refused.status).toBe(acceptsNull ? 422 : 400);
  });

  test('writes its errors in its own form, with a stack trace', async () => {
    const api = await cloud(await open({ dialect }));
    const reply = await api.configure('3c90c3cc-0d44-4b50-8888-8dd25736052a', {});
    expect(reply.status).toBe(404);
    expect(Object.keys(json(reply))).toEqual(
      dialect.startsWith('1.')
        ? ['ErrorCode', 'ErrorMessage', 'ValidationErrors', 'Errors', 'Stacktrace']
        : ['errorCode', 'errorMessage', 'validationErrors', 'errors', 'stacktrace'],
    );
    expect(camel(json(reply)).stacktrace).toContain('WorkerController.cs');
  });

  test('answers 404 to the path of the other generation', async () => {
    const emulator = await open({ dialect });
    const headers = await cloudHeaders(emulator);
    const other = path === 'v1' ? 'v2' : 'v1';
    expect((await send(`${emulator.url}/${other}/workers`, { headers })).status).toBe(404);
    expect((await send(`${emulator.url}/erp/${path}/workers`, { headers })).status).toBe(200);
  });
});

describe('a change that breaks a rule', () => {
  const ebayBody = async (interval: string | undefined, values: Readonly<Record<string, string>> = {}) => {
    const api = await cloud(await open());
    const before = await api.ebay();
    const byId = Object.entries(values).map(([name, value]) => [option(before, name).identifier, value]);
    const reply = await api.configure(before.identifier, bodyFor('2.0', interval, Object.fromEntries(byId)));
    return { reply, before, after: await api.ebay() };
  };

  test.each([
    ['an interval below the minimum of the type', '00:00:59', {}],
    ['a negative interval', '-00:05:00', {}],
    ['text for a number', undefined, { 'Items per run': 'many' }],
    ['a number beyond 32 bits', undefined, { 'Items per run': '2147483648' }],
    ['a number for a bool', undefined, { 'Create orders': '2' }],
    ['text for a decimal', undefined, { 'Price markup': '1.5.0' }],
  ])('%s gets 422 and changes nothing', async (_, interval, values) => {
    const { reply, before, after } = await ebayBody(interval, values as Record<string, string>);
    expect(reply.status).toBe(422);
    expect(Object.values(json(reply).validationErrors)).toHaveLength(1);
    expect(after).toEqual(before);
  });

  test('is refused as a whole', async () => {
    const { reply, before, after } = await ebayBody('00:05:00', {
      'Create orders': 'true',
      'Items per run': 'many',
    });
    expect(reply.status).toBe(422);
    expect(after).toEqual(before);
  });

  test('names the field in the spelling of the dialect', async () => {
    const api = await cloud(await open({ dialect: '1.2' }));
    const sync = await api.ebay();
    const id = option(sync, 'Items per run').identifier;
    const reply = await api.configure(sync.identifier, bodyFor('1.2', undefined, { [id]: 'many' }));
    expect(Object.keys(json(reply).ValidationErrors)).toEqual(['Configs[0].Value']);
  });
});

describe('a malformed request', () => {
  test.each([
    ['no JSON', '{'],
    ['no object', '[]'],
    ['an interval that is a number', '{"interval":300}'],
    ['an interval without its colons', '{"interval":"5m"}'],
    ['configs that are no list', '{"configs":{}}'],
    ['an identifier that is no uuid', '{"configs":[{"identifier":"Create orders","value":"true"}]}'],
  ])('with %s gets 400', async (_, body) => {
    const emulator = await open();
    const sync = await (await cloud(emulator)).ebay();
    const headers = await cloudHeaders(emulator);
    const reply = await send(`${emulator.url}/v2/workers/${sync.identifier}`, {
      method: 'POST',
      headers,
      body,
    });
    expect(reply.status).toBe(400);
    expect(Object.keys(json(reply).validationErrors)).toHaveLength(1);
  });

  test('with a value that is no text gets 400', async () => {
    const api = await cloud(await open());
    const sync = await api.ebay();
    const configs = [{ identifier: option(sync, 'Create orders').identifier, value: true }];
    expect((await api.configure(sync.identifier, { configs })).status).toBe(400);
  });

  test('for a sync id that is no uuid gets 400', async () => {
    expect((await (await cloud(await open())).configure('17', {})).status).toBe(400);
  });

  test('with a huge body gets 413, with another content type 415, with another method 405', async () => {
    const emulator = await open();
    const headers = await cloudHeaders(emulator);
    const { identifier } = await (await cloud(emulator)).ebay();
    const address = `${emulator.url}/v2/workers/${identifier}`;
    const huge = { method: 'POST', headers, body: JSON.stringify({ interval: 'x'.repeat(2_000_000) }) };
    expect((await send(address, huge)).status).toBe(413);
    const form = { ...headers, 'content-type': 'text/plain' };
    expect((await send(address, { method: 'POST', headers: form, body: '{}' })).status).toBe(415);
    expect((await send(address, { method: 'DELETE', headers, body: '{}' })).status).toBe(405);
  });
});

test('an option of another type is not known to a sync', async () => {
  const api = await cloud(await open());
  const syncs = await api.syncs();
  const foreign = option(
    syncs.find(({ syncName }: Json) => syncName === 'Amazon'),
    'Import FBA orders',
  ).identifier;
  const reply = await api.configure(syncs[0].identifier, bodyFor('2.0', undefined, { [foreign]: 'true' }));
  expect(reply.status).toBe(422);
});

test('intervals can be answered as ISO 8601', async () => {
  const api = await cloud(await open({ intervalForm: 'iso' }));
  const intervals = (await api.syncs()).map(({ interval }: Json) => interval);
  expect(intervals).toEqual([
    'PT10M',
    'PT15M',
    'PT20M',
    'PT5M',
    'PT1H',
    'PT10M',
    'PT30M',
    'PT15M',
    'P1D',
    null,
  ]);
  const { identifier } = await api.ebay();
  expect(json(await api.configure(identifier, { interval: '1.02:00:00.5' })).interval).toBe('P1DT2H0.5S');
});

test('the status of syncs follows their interval', async () => {
  const now = Date.UTC(2026, 0, 1, 12, 3);
  const emulator = await open({ now: () => now });
  const headers = await cloudHeaders(emulator);
  const { identifier } = await (await cloud(emulator)).ebay();
  const all = json(await send(`${emulator.url}/v2/workers/status`, { headers }));
  expect(all).toHaveLength(10);
  const one = json(await send(`${emulator.url}/v2/workers/status?syncId=${identifier}`, { headers }));
  expect(one).toEqual([
    {
      identifier,
      progressText: '',
      progress: -1,
      state: 3,
      lastSync: '2026-01-01T12:00:00.000Z',
      nextSync: '2026-01-01T12:10:00.000Z',
    },
  ]);
});

test('a sync can be stopped and started, which its status shows', async () => {
  const emulator = await open();
  const headers = await cloudHeaders(emulator);
  const { identifier } = await (await cloud(emulator)).ebay();
  const steer = (body: string) =>
    send(`${emulator.url}/v2/workers/${identifier}`, { method: 'PUT', headers, body });
  const state = async () =>
    json(await send(`${emulator.url}/v2/workers/status?syncId=${identifier}`, { headers }))[0].state;
  expect(await steer('{"action":1}')).toMatchObject({ status: 204, text: '' });
  expect(await state()).toBe(7);
  expect((await steer('{"action":2}')).status).toBe(204);
  expect(await state()).toBe(3);
  for (const body of ['{}', '{"action":3}', '{"action":"1"}', '{"action":null}', '[]']) {
    expect((await steer(body)).status).toBe(400);
  }
});
