import { getEventListeners } from 'node:events';
import { afterEach, describe, expect, test } from 'vitest';
import { failed } from '../../src/base/result.ts';
import { type Emulator, type EmulatorOptions, startEmulator } from '../../src/emulator/server.io.ts';
import { durationOfSeconds } from '../../src/model/duration.ts';
import type { WawiOptions } from '../../src/wawi/options.ts';
import {
  failureOf,
  going,
  inCloud,
  noon,
  oddSecret,
  openReaders,
  reader,
  recorded,
  writer,
} from '../support/wawi/client.ts';
import { type Issuer, startMockIssuer, startOidcIssuer } from '../support/wawi/issuers.ts';
import {
  type Answer,
  html,
  inTurn,
  item,
  json,
  serve,
  silence,
  status,
  withTokens,
} from '../support/wawi/serve.ts';

const closing: { close(): Promise<void> }[] = [];
afterEach(() => Promise.all(closing.splice(0).map((one) => one.close())));

async function closed<T extends { close(): Promise<void> }>(starting: Promise<T>): Promise<T> {
  const started = await starting;
  closing.push(started);
  return started;
}

const emulator = (options: EmulatorOptions = {}) => closed(startEmulator({ syncs: 1, ...options }));

/** Lists one tenant after another, or all at once, with shared tokens. */
async function listAll(wawi: Emulator, options: WawiOptions) {
  const readers = openReaders(options);
  return Promise.all(
    wawi.tenants.map(async ({ name, tenantId }) =>
      (await readers.open(inCloud({ url: wawi.url, name, tenantId }))).list(going()),
    ),
  );
}

const tokenRequests = ({ requests }: { requests: readonly { path: string }[] }) =>
  requests.filter(({ path }) => path.endsWith('/oauth2/token')).length;

describe('a token of a real authorization server opens the API', () => {
  /** An API that asks the issuer about each token. */
  const api = (issuer: Issuer) =>
    serve(async (response, request, index) => {
      const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
      const answer = (await issuer.knows(token)) ? json([item()]) : status(401);
      answer(response, request, index);
    });

  test('of oauth2-mock-server', async () => {
    const issuer = await closed(startMockIssuer());
    const { url } = await api(issuer);
    const options = recorded();
    expect(await (await reader(inCloud({ url, ...issuer }), options)).list(going())).toHaveLength(1);
    expect(options.tokens).toEqual(['first']);
  });

  test.each([
    ['plain', 'secret-1_2.3~4*5'],
    [':+/ %&', 'id:1 %41'],
    ['%2B%20+ "\'\\<>=?#;,@', 'id+2'],
  ])('of oidc-provider, with the secret %s', async (secret, clientId) => {
    const issuer = await closed(startOidcIssuer(clientId, secret));
    const { url } = await api(issuer);
    const tenant = inCloud({ url, ...issuer, clientId, scope: 'worker.read worker.write' });
    const options = recorded({ secrets: { SECRET: secret } });
    expect(await (await reader(tenant, options)).list(going())).toHaveLength(1);
  });

  test('oidc-provider says no to another secret, and we say why', async () => {
    const issuer = await closed(startOidcIssuer('id', 'right'));
    const failure = await failureOf(
      (await reader(inCloud({ url: issuer.tokenUrl, ...issuer, clientId: 'id' }), recorded())).list(going()),
    );
    expect(failure).toMatchObject({ code: 'unauthorized', retriable: false, attempts: 0 });
    expect(failure.message).toContain('/token: no token: invalid_client');
    expect(failure.hint).toBe('check the client id and the client secret');
  });

  test('of our emulator, whatever letters are in the secret', async () => {
    const wawi = await emulator({ clientSecret: oddSecret, clientId: 'ö:%' });
    const tenant = inCloud({ url: wawi.url, tenantId: wawi.tenants[0]!.tenantId, clientId: 'ö:%' });
    const options = recorded({ secrets: { SECRET: oddSecret } });
    expect(await (await reader(tenant, options)).list(going())).toHaveLength(1);
  });
});

describe('the request', () => {
  test('is that of RFC 6749: form, basic, no more than is asked for', async () => {
    const server = await serve(withTokens(json([])));
    await (await reader(inCloud({ ...server, scope: 'worker.read x' }), recorded())).list(going());
    await (await reader(inCloud(server), recorded())).list(going());
    const [scoped, plain] = server.requests.filter(({ method }) => method === 'POST');
    expect(Object.fromEntries(new URLSearchParams(scoped!.body))).toEqual({
      grant_type: 'client_credentials',
      scope: 'worker.read x',
    });
    expect(plain!.body).toBe('grant_type=client_credentials');
    expect(plain!.headers['content-type']).toMatch(/^application\/x-www-form-urlencoded/);
    expect(plain!.headers.authorization).toBe(`Basic ${btoa('sollist-emulator:emulator-secret')}`);
  });

  test('asks for no scope where an issuer wants one: it says so', async () => {
    const wawi = await emulator({ requiresScope: true });
    const failure = await failureOf(listAll(wawi, recorded()));
    expect(failure).toMatchObject({ code: 'unauthorized', hint: expect.stringContaining('auth.scope') });
  });
});

describe('one token', () => {
  test('serves fifty tenants that are opened at once', async () => {
    const wawi = await emulator({ tenants: 50 });
    const options = recorded();
    const lists = await listAll(wawi, options);
    expect(lists.every((syncs) => syncs.length === 1)).toBe(true);
    expect(tokenRequests(wawi)).toBe(1);
    expect(options.tokens).toEqual(['first']);
  });

  test('each for another client, secret, scope or issuer', async () => {
    const server = await serve(withTokens(json([])));
    const readers = openReaders(recorded());
    const others = [{}, {}, { clientId: 'b' }, { scope: 's' }, { tokenUrl: `${server.url}/b/oauth2/token` }];
    for (const other of others) await (await readers.open(inCloud({ ...server, ...other }))).list(going());
    expect(tokenRequests(server)).toBe(4);
  });

  test('is renewed before its time runs out, and not earlier', async () => {
    let time = noon.getTime();
    const wawi = await emulator({ tokenLifetime: 3600, monotonic: () => time });
    const options = recorded({ clock: { monotonic: () => time } });
    const readers = openReaders(options);
    const tenant = inCloud({ url: wawi.url, tenantId: wawi.tenants[0]!.tenantId });
    const fetched: number[] = [];
    for (const seconds of [0, 3539, 1, 3539, 1]) {
      time += seconds * 1000;
      await (await readers.open(tenant)).list(going());
      fetched.push(options.tokens.length);
    }
    expect(fetched).toEqual([1, 1, 2, 2, 3]);
    expect(options.tokens).toEqual(['first', 'expired', 'expired']);
    expect(wawi.requests.filter(({ status }) => status !== 200)).toEqual([]);
  });

  test.each([[1], [5], [60], [600]])('is used although it lives for %d s only', async (tokenLifetime) => {
    let time = noon.getTime();
    const wawi = await emulator({ tokenLifetime, monotonic: () => time });
    const options = recorded({ clock: { monotonic: () => time } });
    for (let pass = 0; pass < 3; pass += 1) {
      await listAll(wawi, options);
      time += tokenLifetime * 1000;
    }
    expect(wawi.requests.filter(({ status }) => status !== 200)).toEqual([]);
  });

  test('that says nothing of its time is kept until it is refused', async () => {
    const token = json({ access_token: 't', token_type: 'bearer' });
    const server = await serve((response, request, index) =>
      (request.method === 'POST' ? token : json([]))(response, request, index),
    );
    let time = noon.getTime();
    const wawi = await reader(inCloud(server), recorded({ clock: { monotonic: () => time } }));
    for (; time < noon.getTime() + 5 * 86_400_000; time += 86_400_000) await wawi.list(going());
    expect(tokenRequests(server)).toBe(1);
  });
});

describe('a token that is refused', () => {
  const revoke = (wawi: Emulator) => fetch(`${wawi.url}/_emulator/tokens`, { method: 'DELETE' });

  test('is renewed once for all tenants, and what was asked is asked again at once', async () => {
    const wawi = await emulator({ tenants: 20 });
    const options = recorded({ random: () => 0.9 });
    const readers = openReaders(options);
    const opened = await Promise.all(
      wawi.tenants.map(({ name, tenantId }) => readers.open(inCloud({ url: wawi.url, name, tenantId }))),
    );
    for (let pass = 0; pass < 3; pass += 1) {
      await Promise.all(opened.map((one) => one.list(going())));
      await revoke(wawi);
    }
    expect(options.tokens).toEqual(['first', 'refused', 'refused']);
    expect(options.sleeps.filter((milliseconds) => milliseconds > 0)).toEqual([]);
  });

  test('also for a POST, which counts both times', async () => {
    const wawi = await emulator();
    const tenant = inCloud({ url: wawi.url, tenantId: wawi.tenants[0]!.tenantId });
    const one = await writer(tenant, recorded());
    const [sync] = await one.list(going());
    await revoke(wawi);
    const settings = { interval: durationOfSeconds(120), options: [] };
    expect(await one.configure(sync!.id, settings, going())).toMatchObject({ attempts: 2 });
  });

  test('and refused again is a failure: no third one is fetched', async () => {
    const server = await serve(withTokens(status(401, {}, '{"errorMessage":"no such tenant"}')));
    const options = recorded();
    const failure = await failureOf((await reader(inCloud(server), options)).list(going()));
    expect(failure).toMatchObject({ code: 'unauthorized', attempts: 2, retriable: false });
    expect(failure.message).toContain('401 Unauthorized: no such tenant');
    expect(failure.hint).toContain('tenantId');
    expect(tokenRequests(server)).toBe(2);
  });

  test('between other failures is renewed once, and all tries count together', async () => {
    const answers = [status(503), status(401), status(503), status(503), json([item()])];
    const server = await serve(withTokens(inTurn(...answers)));
    expect(await (await reader(inCloud(server), recorded())).list(going())).toHaveLength(1);
    expect(tokenRequests(server)).toBe(2);
  });
});

describe('a token endpoint', () => {
  const asked = async (answer: Answer, changes: Parameters<typeof recorded>[0] = {}) => {
    const server = await serve(answer);
    const options = recorded(changes);
    const readers = openReaders(options);
    const tenants = Array.from({ length: 10 }, (_, index) => inCloud({ ...server, name: `tenant-${index}` }));
    const list = async (tenant: (typeof tenants)[number]) => (await readers.open(tenant)).list(going());
    return { server, options, tenants, list };
  };

  test.each([
    [400, '{"error":"invalid_client"}'],
    [401, '{"error":"invalid_client","error_description":"emulator-secret"}'],
    [401, ''],
    [400, '<html>'],
  ])('that says no (%d %s) is asked once, not by every tenant', async (code, body) => {
    const { server, options, tenants, list } = await asked(status(code, {}, body));
    const failures = await Promise.all(tenants.map((tenant) => failureOf(list(tenant))));
    for (const tenant of tenants) failures.push(await failureOf(list(tenant)));
    for (const failure of failures) {
      expect(failure).toMatchObject({ code: 'unauthorized', retriable: false, attempts: 0 });
      expect(failure.hint).toContain('client secret');
      expect(failure.message).not.toContain('emulator-secret');
    }
    expect([server.requests.length, options.sleeps]).toEqual([1, []]);
  });

  test('is asked again some time later, so that a mended secret is noticed', async () => {
    let time = noon.getTime();
    const { server, tenants, list } = await asked(inTurn(status(401), withTokens(json([]))), {
      clock: { monotonic: () => time },
    });
    await failureOf(list(tenants[0]!));
    time += 9_000;
    await failureOf(list(tenants[1]!));
    time += 2_000;
    expect(await list(tenants[2]!)).toEqual([]);
    expect(tokenRequests(server)).toBe(2);
  });

  test('that is down for two requests is waited for', async () => {
    const wawi = await emulator({ faults: [{ kind: 'token', rate: 1, times: 2 }] });
    const options = recorded({ random: () => 0.5 });
    expect(await listAll(wawi, options)).toHaveLength(1);
    expect(tokenRequests(wawi)).toBe(3);
    expect(options.sleeps).toEqual([250, 500]);
  });

  test('that stays down is asked five times in all, whoever needs it', async () => {
    const { server, options, tenants, list } = await asked(status(503));
    for (const tenant of tenants) {
      const failure = await failureOf(list(tenant));
      expect(failure).toMatchObject({ code: 'server-error', attempts: 0 });
      expect(failure.message).toMatch(/after 5 tries\)$/);
    }
    expect([server.requests.length, options.sleeps.length]).toEqual([5, 4]);
  });

  test.each([
    ['no scope', { scope: null }],
    ['an identity', { id_token: 'no.jwt' }],
    ['a refresh token', { refresh_token: null }],
    ['no time', { expires_in: null }],
    ['a time in quotes', { expires_in: '3600' }],
    ['no kind', { token_type: undefined }],
    ['a kind in capitals', { token_type: 'BEARER' }],
  ])('that answers %s along with the token gives one', async (_, extra) => {
    const token = json({ access_token: 'canary', token_type: 'bearer', ...extra });
    const { list, tenants } = await asked(inTurn(token, json([])));
    expect(await list(tenants[0]!)).toEqual([]);
  });

  test.each([
    ['an HTML page', html, 'an HTML page instead of a token'],
    ['nothing', status(200), 'an empty body instead of a token'],
    ['null', json(null), 'holds no bearer token'],
    ['no token', json({ token_type: 'Bearer' }), 'holds no bearer token'],
    ['another kind of token', json({ access_token: 'canary', token_type: 'mac' }), 'holds no bearer token'],
    ['a number', json({ access_token: 7, token_type: 'Bearer' }), 'holds no bearer token'],
    [
      'a token no header can carry',
      json({ access_token: 'canary\r\nx: y', token_type: 'Bearer' }),
      'no bearer',
    ],
    [
      'a time that is none',
      json({ access_token: 'c', token_type: 'Bearer', expires_in: 'soon' }),
      'no bearer',
    ],
  ])('that answers %s gives none', async (_, answer, words) => {
    const { server, tenants, list } = await asked(answer);
    const failure = await failureOf(list(tenants[0]!));
    expect(failure).toMatchObject({ code: 'bad-answer', retriable: false, hint: 'check `auth.tokenUrl`' });
    expect(failure.message).toContain(words);
    expect(failure.message).not.toContain('canary');
    expect(server.requests).toHaveLength(1);
  });

  test.each([
    [404, 'not-found'],
    [405, 'rejected'],
  ])('that is not there (%d) is told so', async (code, name) => {
    const { tenants, list } = await asked(status(code));
    const failure = await failureOf(list(tenants[0]!));
    expect(failure).toMatchObject({ code: name, attempts: 0, hint: 'check `auth.tokenUrl`' });
  });

  test('that is silent is left at once when we are stopped', async () => {
    const stop = new AbortController();
    const server = await serve((response, request, index) => {
      silence(response, request, index);
      setImmediate(() => stop.abort());
    });
    const readers = openReaders(recorded());
    const failures = await Promise.all(
      [1, 2, 3].map(async (name) => {
        const one = await readers.open(inCloud({ ...server, name: `${name}` }));
        return failureOf(one.list(stop.signal));
      }),
    );
    for (const failure of failures) expect(failure).toMatchObject({ code: 'stopped', attempts: 0 });
    expect(server.requests).toHaveLength(1);
    expect(getEventListeners(stop.signal, 'abort')).toEqual([]);
  });

  test('is not left by one that stops while others wait', async () => {
    const stop = new AbortController();
    let answer = () => {};
    const server = await serve((response, request, index) => {
      answer = () => withTokens(json([]))(response, request, index);
      if (request.path === '/v2/workers') answer();
      else setImmediate(() => stop.abort());
    });
    const readers = openReaders(recorded());
    const open = () => readers.open(inCloud(server));
    const [leaving, staying] = [(await open()).list(stop.signal), (await open()).list(going())];
    expect(await failureOf(leaving)).toMatchObject({ code: 'stopped' });
    answer();
    expect(await staying).toEqual([]);
  });

  test('that was left is asked anew by whoever comes next, also at once', async () => {
    const stop = new AbortController();
    const server = await serve(inTurn(silence, withTokens(json([]))));
    const readers = openReaders(recorded());
    const [first, second] = [await readers.open(inCloud(server)), await readers.open(inCloud(server))];
    const left = failureOf(first.list(stop.signal));
    while (server.requests.length === 0) await new Promise(setImmediate);
    stop.abort();
    expect(await left).toMatchObject({ code: 'stopped' });
    expect(await second.list(going())).toEqual([]);
  });

  test.each([302, 307, 308])(
    'that sends us elsewhere (%d) is not followed: the secret never arrives there',
    async (code) => {
      const other = await serve(withTokens(json([])));
      const { tenants, list } = await asked(status(code, { location: `${other.url}/oauth2/token` }));
      const failure = await failureOf(list(tenants[0]!));
      expect(failure).toMatchObject({ code: 'redirected', retriable: false });
      expect(failure.message).toContain(other.url);
      expect(other.requests).toEqual([]);
    },
  );
});

describe('credentials', () => {
  test('that cannot be read are named, and nothing is sent', async () => {
    const server = await serve(json([]));
    const failure = await failureOf(
      reader(inCloud(server), {
        ...recorded(),
        readSecret: async () => failed('the variable X is not set'),
      }),
    );
    expect(failure).toMatchObject({ code: 'unauthorized', retriable: false });
    expect(failure.message).toContain('the client secret cannot be read: the variable X is not set');
    expect(server.requests).toEqual([]);
  });

  test('that were changed meanwhile are used from the next time on', async () => {
    const wawi = await emulator({ clientSecret: 'new' });
    const secrets = { SECRET: 'old' };
    const readers = openReaders(recorded({ secrets }));
    const list = async () =>
      (await readers.open(inCloud({ url: wawi.url, tenantId: wawi.tenants[0]!.tenantId }))).list(going());
    await failureOf(list());
    secrets.SECRET = 'new';
    expect(await list()).toHaveLength(1);
  });
});
