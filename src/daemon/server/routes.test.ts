import { describe, expect, test } from 'vitest';
import { at } from '../../../test/support/build.ts';
import { bodyOf, exchange, serveDaemon } from '../../../test/support/daemonServer.ts';
import {
  aState,
  aSyncState,
  aTenantState,
  minute,
  newSecret,
  noon,
  oldSecret,
  secretDrift,
  tenantsOf,
} from '../../../test/support/daemonState.ts';
import { Concealed } from '../../model/secret.ts';
import type { Problem } from '../../problems/problem.ts';
import type { DaemonState } from '../state.ts';

const bad: Problem = { code: 'yaml', message: 'no colon', origin: at() };

describe('/healthz', () => {
  test('is 200 while passes finish, and says when', async () => {
    const response = await (await serveDaemon()).ask('/healthz');
    expect(response.status).toBe(200);
    expect(await bodyOf(response, 'health')).toEqual({
      alive: true,
      lastPassAt: '2026-03-04T11:59:00.250Z',
      nextPassAt: '2026-03-04T12:04:00.000Z',
    });
  });

  test('is 503 once none has finished for three periods', async () => {
    const { ask } = await serveDaemon({ daemon: aState({ now: noon + 16 * minute }) });
    const response = await ask('/healthz');
    expect(response.status).toBe(503);
    expect(await bodyOf(response, 'health')).toMatchObject({ alive: false });
  });
});

describe('/readyz', () => {
  const { lastPass: _, ...started } = aState();

  test('is 200 where there is nothing to mend', async () => {
    const response = await (await serveDaemon()).ask('/readyz');
    expect(response.status).toBe(200);
    expect(await bodyOf(response, 'readiness')).toEqual({ ready: true, problems: [] });
  });

  test.each<[string, DaemonState, string]>([
    ['before the first pass', started, 'starting'],
    ['while an older tree is in force', aState({ bad: { since: noon, problems: [bad] } }), 'yaml'],
    [
      'where the files do not fit the live state',
      aState({ problems: [{ ...bad, code: 'unknown-sync' }] }),
      'unknown-sync',
    ],
  ])('is 503 with the reasons %s', async (_, daemon, code) => {
    const response = await (await serveDaemon({ daemon })).ask('/readyz');
    expect(response.status).toBe(503);
    expect(await bodyOf(response, 'readiness')).toMatchObject({ ready: false, problems: [{ code }] });
  });
});

test('/metrics are in the form that they say', async () => {
  const response = await (await serveDaemon()).ask('/metrics');
  expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4');
  expect(await response.text()).toBe('sollist_x 1\n');
});

test('/api/v1/status tells the state, with what the workers say, as of the moment when they have said it', async () => {
  let now = noon;
  const { ask } = await serveDaemon({
    state: () => aState({ now }),
    async health({ tenants }) {
      now += 4_000;
      const statuses = [{ id: 'id-of-Ebay', health: 'Degraded', lastSync: null, nextSync: null }] as const;
      return new Map([...tenants.keys()].map((name) => [name, { at: now, statuses }]));
    },
  });
  const response = await ask('/api/v1/status?pretty');
  expect(response.status).toBe(200);
  expect(await bodyOf(response, 'status')).toMatchObject({
    formatVersion: '1.0',
    daemon: {
      version: '1.2.3',
      watchMode: 'events',
      ready: true,
      alive: true,
      now: '2026-03-04T12:00:04.000Z',
    },
    tenants: [{ name: 'acme', syncs: [{ health: 'Degraded' }] }],
  });
});

describe('POST /api/v1/reconcile', () => {
  const post = (authorization?: string): RequestInit => ({
    method: 'POST',
    headers: authorization === undefined ? {} : { authorization },
  });
  const path = '/api/v1/reconcile';

  test.each([undefined, '', ' \n'])('is not there without a token (%j)', async (token) => {
    const { ask, wakes } = await serveDaemon({
      token: token === undefined ? undefined : new Concealed(token),
    });
    for (const authorization of [undefined, 'Bearer ', 'Bearer x', 'Bearer undefined']) {
      const response = await ask(path, post(authorization));
      expect(response.status).toBe(404);
      expect(JSON.stringify(await bodyOf(response, 'error'))).toContain('SOLLIST_TOKEN');
    }
    expect(wakes).toEqual([]);
  });

  test.each([
    undefined,
    '',
    'Bearer',
    'Bearer ',
    'Bearer tok',
    'Bearer tokent',
    'Bearer TOKEN',
    'Bearer token token',
    'Basic token',
    'token',
  ])('is refused without the right one (%j)', async (authorization) => {
    const { ask, wakes } = await serveDaemon({ token: new Concealed('token') });
    const response = await ask(path, post(authorization));
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toMatch(/^Bearer realm="sollist"/);
    await bodyOf(response, 'error');
    expect(wakes).toEqual([]);
  });

  test.each([
    ['token', 'Bearer token'],
    ['token', 'bearer  token'],
    ['token\n', 'Bearer token'],
  ])('with %j configured and %j sent is accepted, and wakes once', async (token, authorization) => {
    const { ask, wakes } = await serveDaemon({ token: new Concealed(token) });
    const response = await ask(path, { ...post(authorization), body: '{}' });
    expect(response.status).toBe(202);
    expect(await bodyOf(response, 'reconcile')).toEqual({ formatVersion: '1.0', accepted: true });
    expect(wakes).toEqual(['request']);
  });

  test('takes no GET, also with the right token', async () => {
    const { ask, wakes } = await serveDaemon({ token: new Concealed('token') });
    const response = await ask(path, { headers: { authorization: 'Bearer token' } });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('POST');
    expect(wakes).toEqual([]);
  });
});

describe('what is not served', () => {
  test.each(['/', '/healthz/', '/api/v1', '/../etc/passwd', '//', '/__proto__', '/toString'])(
    '%s is 404',
    async (path) => {
      const { url } = await serveDaemon();
      const [head, body] = await exchange(
        url,
        `GET ${path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n`,
      );
      expect(head).toMatch(/^HTTP\/1\.1 404 /);
      expect(JSON.parse(body!)).toMatchObject({ problems: [{ code: 'no-such-address' }] });
    },
  );

  test.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('%s on what is to be read is 405', async (method) => {
    const { ask } = await serveDaemon();
    for (const path of ['/healthz', '/readyz', '/metrics', '/api/v1/status']) {
      const response = await ask(path, { method });
      expect(response.status).toBe(405);
      expect(response.headers.get('allow')).toBe('GET, HEAD');
      expect(response.headers.get('access-control-allow-origin')).toBeNull();
    }
  });

  test('HEAD is answered as GET is, without a body', async () => {
    const { ask } = await serveDaemon();
    const [got, head] = [await ask('/healthz'), await ask('/healthz', { method: 'HEAD' })];
    expect(head.status).toBe(200);
    expect(head.headers.get('content-length')).toBe(got.headers.get('content-length'));
    expect(await head.text()).toBe('');
  });

  test('a page whose name leads here by a trick is sent away', async () => {
    const { url } = await serveDaemon();
    const asked = (host: string) =>
      exchange(url, `GET /api/v1/status HTTP/1.1\r\nhost: ${host}\r\nconnection: close\r\n\r\n`);
    for (const host of [
      'evil.example',
      'evil.example:9470',
      'localhost.evil.example',
      '127.0.0.1.evil.example',
    ])
      expect((await asked(host))[0]).toMatch(/^HTTP\/1\.1 421 /);
    for (const host of ['localhost:9470', 'LOCALHOST', '127.0.0.1:1', '[::1]:9470', '10.1.2.3:9470'])
      expect((await asked(host))[0]).toMatch(/^HTTP\/1\.1 200 /);
  });
});

test('no secret is served, neither a value nor the token', async () => {
  const syncs = [
    aSyncState({
      status: 'OutOfSync',
      drift: [secretDrift()],
      contested: [{ field: secretDrift(), writes: 3, nextAt: noon }],
    }),
  ];
  const { ask } = await serveDaemon({
    daemon: aState({ tenants: tenantsOf(aTenantState({ syncs })) }),
    token: new Concealed('the-token'),
  });
  const paths = ['/healthz', '/readyz', '/metrics', '/api/v1/status', '/api/v1/reconcile', '/nothing'];
  for (const path of paths) {
    for (const method of ['GET', 'POST']) {
      const text = await (await ask(path, { method })).text();
      for (const secret of [oldSecret, newSecret, 'the-token']) expect(text).not.toContain(secret);
    }
  }
  expect(await (await ask('/api/v1/status')).text()).toContain('(secret)');
});

test('a bug is a 500 that tells nothing, and the next request is answered', async () => {
  let works = false;
  const { ask, bugs } = await serveDaemon({
    state() {
      if (works) return aState();
      throw new Error('with a secret in it');
    },
  });
  const response = await ask('/healthz');
  expect(response.status).toBe(500);
  expect(JSON.stringify(await bodyOf(response, 'error'))).not.toContain('secret');
  expect(bugs).toHaveLength(1);
  works = true;
  expect((await ask('/healthz')).status).toBe(200);
});
