import { describe, expect, test } from 'vitest';
import { type Emulator, startEmulator } from '../../src/emulator/server.io.ts';
import type { ApiVersion } from '../../src/model/settings.ts';
import { failureOf, going, inCloud, onPremise, reader, recorded, writer } from '../support/wawi/client.ts';
import { html, inTurn, item, json, serve, status, withTokens } from '../support/wawi/serve.ts';

const told = {
  identifier: '3c90c3cc-0d44-4b50-8888-8dd25736052a',
  state: 4,
  progressText: 'waits',
  progress: -1,
  lastSync: '2026-03-04T12:00:00Z',
  nextSync: '2026-03-04T13:05:00+01:00',
};

const pascal = (one: object) =>
  Object.fromEntries(
    Object.entries(one).map(([key, value]) => [key[0]!.toUpperCase() + key.slice(1), value]),
  );

const read = {
  id: told.identifier,
  health: 'Degraded',
  active: true,
  lastSync: Date.parse('2026-03-04T12:00:00Z'),
  nextSync: Date.parse('2026-03-04T12:05:00Z'),
};

describe('the status of the workers', () => {
  const versions = [
    ['1.1', 'v1', pascal(told)],
    ['1.6', 'v1', pascal(told)],
    ['2.0', 'v2', told],
    ['2.1', 'v2', told],
    ['2.3', 'v2', told],
  ] as const satisfies readonly (readonly [ApiVersion, string, object])[];

  test.each(versions)('is asked for in the cloud, version %s', async (version, generation, answer) => {
    const server = await serve(withTokens(json([answer])));
    const tenant = inCloud({ url: `${server.url}/erp`, tokenUrl: `${server.url}/oauth2/token`, version });
    expect(await (await reader(tenant, recorded())).status(going())).toEqual([read]);
    expect(server.requests.at(-1)).toMatchObject({
      method: 'GET',
      path: `/erp/${generation}/workers/status`,
      body: '',
      headers: { authorization: 'Bearer token-1', 'x-tenant-id': 'tenant-1' },
    });
  });

  test.each(versions)('is asked for on-premise, version %s', async (version, _, answer) => {
    const server = await serve(json([answer]));
    const wawi = await writer(onPremise({ url: server.url, version }), recorded());
    expect(await wawi.status(going())).toEqual([read]);
    expect(server.requests).toMatchObject([
      {
        method: 'GET',
        path: '/workers/status',
        headers: { authorization: 'Wawi key-1', 'api-version': version },
      },
    ]);
  });

  test('comes from the workers that the list has', async () => {
    const emulators: Emulator[] = [];
    try {
      for (const version of ['2.0', '2.3'] as const) {
        const emulator = await startEmulator({ dialect: version });
        emulators.push(emulator);
        const { tenantId } = emulator.tenants[0]!;
        const wawi = await reader(inCloud({ url: emulator.url, version, tenantId }), recorded());
        const [syncs, statuses] = [await wawi.list(going()), await wawi.status(going())];
        expect(statuses.map(({ id }) => id)).toEqual(syncs.map(({ id }) => id));
        expect(statuses[0]).toMatchObject({ health: 'Healthy', lastSync: expect.any(Number) });
      }
    } finally {
      for (const emulator of emulators) await emulator.close();
    }
  });

  test.each([
    [
      'without times',
      { identifier: 7, state: 1 },
      { id: '7', health: 'Healthy', active: true, isUnderWay: true, lastSync: null, nextSync: null },
    ],
    [
      'with a state by its name',
      { ...told, state: 'Deactivated' },
      { ...read, health: 'Suspended', active: false },
    ],
    [
      'with a state as GraphQL has it',
      { ...told, state: 'SLEEPING_ERROR_GESPERRT' },
      { ...read, isLocked: true },
    ],
    [
      'with a state that nobody knows',
      { ...told, state: 99 },
      { ...read, health: 'Unknown', active: undefined, unknown: '99' },
    ],
    [
      'with a time that may mean any hour',
      { ...told, lastSync: '2026-03-04T12:00:00' },
      { ...read, lastSync: null },
    ],
    ['that has never run', { ...told, lastSync: '0001-01-01T00:00:00Z' }, { ...read, lastSync: null }],
    ['with fields that nobody knows', { ...told, more: {} }, read],
  ])('is read leniently: a worker %s', async (_, answer, expected) => {
    const server = await serve(json([answer]));
    expect(await (await reader(onPremise(server), recorded())).status(going())).toEqual([expected]);
  });

  test.each([
    ['an HTML page', html, 'an HTML page instead of a list of statuses'],
    ['an object', json({}), 'JSON that is no list of statuses'],
    ['a worker without a state', json([told, { identifier: 'x' }]), 'status 2 of 2 lacks state'],
    ['a worker without an identifier', json([{ state: 3 }]), 'status 1 of 1 lacks identifier'],
    ['a state that is none', json([{ ...told, state: null }]), 'has an unusable state'],
  ])('that cannot be used is a failure that says why: %s', async (_, answer, words) => {
    const server = await serve(answer);
    const failure = await failureOf((await reader(onPremise(server), recorded())).status(going()));
    expect(failure).toMatchObject({ code: 'bad-answer', message: expect.stringContaining(words) });
  });

  test('that an installation does not offer is a failure at once, and takes nothing from the list', async () => {
    const server = await serve((response, request, index) =>
      (request.path.endsWith('/status') ? status(404) : json([item()]))(response, request, index),
    );
    const wawi = await reader(onPremise(server), recorded());
    const failure = await failureOf(wawi.status(going()));
    expect(failure).toMatchObject({
      code: 'not-found',
      attempts: 1,
      hint: expect.stringContaining('/workers/status'),
    });
    expect(await wawi.list(going())).toHaveLength(1);
  });

  test('is asked for again where that may help, and with a new token', async () => {
    const server = await serve(withTokens(inTurn(status(503), status(401), json([told]))));
    const options = recorded();
    expect(await (await reader(inCloud(server), options)).status(going())).toEqual([read]);
    expect(options.tokens).toEqual(['first', 'refused']);
    expect(options.requests.map((event) => `${event.endpoint} ${event.status}`)).toEqual([
      'token 200',
      'status 503',
      'status 401',
      'token 200',
      'status 200',
    ]);
  });

  test('has a quota of its own', async () => {
    const quota = {
      'x-ratelimit-limit': '10',
      'x-ratelimit-remaining': '7',
      'x-ratelimit-interval-length-seconds': '60',
    };
    const server = await serve(json([told], quota));
    const options = recorded();
    await (await reader(onPremise(server), options)).status(going());
    expect(options.quotas).toMatchObject([{ endpoint: 'status', tenant: 'kiosk', remaining: 7, limit: 10 }]);
  });
});
