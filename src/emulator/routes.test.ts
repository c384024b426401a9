import { describe, expect, test } from 'vitest';
import { bodyOf, callOf, emulatedWorld } from '../../test/support/emulated.ts';
import type { ApiAnswer } from './api/answer.ts';
import { createRoutes } from './routes.ts';

/** What is answered to a request from this machine, and whether it is in the log. */
async function asking(method: string, target: string, body: unknown = '', world = emulatedWorld()) {
  const routes = createRoutes(world, async () => {});
  const call = callOf(method, target, { body });
  const answers: ApiAnswer[] = [];
  const arrival = {
    path: call.path,
    from: '127.0.0.1',
    read: async (longest: number) => ({ ...call, isTooLarge: call.body.length > longest }),
    send: (answer: ApiAnswer) => void answers.push(answer),
  };
  await routes.fetch(new Request('http://emulator/'), arrival);
  expect(answers).toHaveLength(1);
  return { status: answers[0]!.status, body: bodyOf(answers[0]!), logged: world.log.entries };
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
