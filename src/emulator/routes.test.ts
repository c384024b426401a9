import { describe, expect, test } from 'vitest';
import { bodyOf, callOf, emulatedWorld } from '../../test/support/emulated.ts';
import type { ApiAnswer } from './api/answer.ts';
import type { Call } from './api/call.ts';
import type { EmulatedWorld } from './faults/faults.ts';
import { createRoutes } from './routes.ts';

/** What is answered to a call from this machine. */
async function arriving(call: Call, world: EmulatedWorld): Promise<ApiAnswer> {
  const answers: ApiAnswer[] = [];
  await createRoutes(world, async () => {}).fetch(new Request('http://emulator/'), {
    path: call.path,
    from: '127.0.0.1',
    read: async (longest) => ({ ...call, isTooLarge: call.body.length > longest }),
    send: (answer) => void answers.push(answer),
  });
  expect(answers).toHaveLength(1);
  return answers[0]!;
}

/** The same for a request, with what is in the log by then. */
async function asking(method: string, target: string, body: unknown = '', world = emulatedWorld()) {
  const answer = await arriving(callOf(method, target, { body }), world);
  return { status: answer.status, body: bodyOf(answer), logged: world.log.entries };
}

describe('the token endpoint', () => {
  test.each(['/oauth2/token', '/erp/oauth2/token', '/oauth2/token?x'])('is at %s', async (path) => {
    expect(await asking('GET', path)).toMatchObject({ status: 405, body: { error: 'invalid_request' } });
  });

  test.each([
    '/a/b/oauth2/token',
    '//oauth2/token',
    '/oauth2/token/',
    '/%6fauth2/token',
    '/a%20b/oauth2/token',
  ])('is not at %s', async (path) => {
    expect(await asking('POST', path)).toMatchObject({ status: 404, body: { errorCode: 'NotFound' } });
  });
});

describe('the control endpoints', () => {
  test.each(['/_emulator', '/_emulator/', '/_emulator?x'])('are listed at %s', async (path) => {
    const { status, body, logged } = await asking('GET', path);
    expect([status, body.endpoints[0].path, logged]).toEqual([200, '/_emulator/', []]);
  });

  test.each([
    '/_emulator/nowhere',
    '/_emulator//',
    '/_emulator/state/',
    '/_emulator/%',
    '/_emulator/tenants/a/b',
  ])('are not at %s, which they say themselves', async (path) => {
    expect(await asking('GET', path)).toMatchObject({
      status: 404,
      body: { error: { code: 'notFound' } },
      logged: [],
    });
  });

  test.each(['/_emulatorx', '/%5femulator/', '//_emulator/', '/x/../_emulator/', '/_emulator\\x'])(
    '%s is the API’s to answer',
    async (path) => {
      const { body, logged } = await asking('GET', path);
      expect([body.errorCode, logged]).toMatchObject(['NotFound', [{ path, status: 404 }]]);
    },
  );

  test.each([
    ['/_emulator/tenants/a%2Fb', 'a/b'],
    ['/_emulator/tenants/a%252Fb', 'a%2Fb'],
    ['/_emulator/tenants/M%C3%BCller', 'Müller'],
    ['/_emulator/tenants/:name', ':name'],
    ['/_emulator/tenants/*', '*'],
  ])('%s is about %s', async (path, name) => {
    expect(await asking('PUT', path, [])).toMatchObject({ status: 200, body: { name } });
  });

  test('name a sync behind its tenant', async () => {
    const path = '/_emulator/tenants/default/syncs/JTL%2DShop';
    expect(await asking('PUT', path, { interval: null })).toMatchObject({
      status: 200,
      body: { syncName: 'JTL-Shop' },
    });
  });

  test.each(['HEAD', 'OPTIONS', 'PATCH', 'PROPFIND', 'put'])('take no %s', async (method) => {
    expect(await asking(method, '/_emulator/faults')).toMatchObject({
      status: 405,
      body: { error: { message: `/_emulator/faults takes PUT, DELETE, not ${method}` } },
    });
  });
});

describe('the log', () => {
  test('holds what came to the API and to the token endpoint, as JSON where it is', async () => {
    const world = emulatedWorld();
    await asking('POST', '/oauth2/token?a=b', 'grant_type=x', world);
    await asking('HEAD', '/v2/workers', '', world);
    const { logged } = await asking('POST', '/v2/workers/1', { interval: 5 }, world);
    expect(logged).toEqual([
      { at: 0, method: 'POST', path: '/oauth2/token?a=b', tenant: null, body: 'grant_type=x', status: 400 },
      { at: 0, method: 'HEAD', path: '/v2/workers', tenant: null, body: null, status: 401 },
      { at: 0, method: 'POST', path: '/v2/workers/1', tenant: null, body: { interval: 5 }, status: 401 },
    ]);
  });

  test('holds no status where the connection was broken instead, but the fault', async () => {
    const world = emulatedWorld({ faults: [{ kind: 'reset', rate: 1 }] });
    const { log, setup, tenants, tokens } = world;
    const { tenantId } = tenants.all()[0]!;
    const headers = { authorization: `Bearer ${tokens.issue(setup.scopes)}`, 'x-tenant-id': tenantId };
    await arriving(callOf('GET', '/v2/workers', { headers }), world);
    expect(log.entries).toMatchObject([{ tenant: 'default', status: null, fault: 'reset' }]);
  });

  test('holds the method and status of what was too large', async () => {
    const { status, logged } = await asking('POST', '/v2/workers/1', 'x'.repeat(1_000_001));
    expect([status, logged]).toMatchObject([413, [{ status: 413 }]]);
    expect((await asking('PUT', '/_emulator/tenants/a', `[${' '.repeat(1_000_001)}]`)).status).toBe(200);
  });
});

test('what is thrown is thrown on', async () => {
  const world = emulatedWorld({
    now: () => {
      throw new Error('no time');
    },
  });
  await expect(asking('GET', '/v2/workers', '', world)).rejects.toThrow('no time');
});
