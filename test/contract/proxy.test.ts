import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { askStatus } from '../../src/daemon/status/find.io.ts';
import { openHttp } from '../../src/http/client.io.ts';
import { proxiesFrom } from '../../src/http/proxies.ts';
import { useTempFolder } from '../support/folder.ts';
import { launch } from '../support/program.ts';
import { failureOf, going, inCloud, reader, recorded, writer } from '../support/wawi/client.ts';
import { listening, startProxy } from '../support/wawi/proxy.ts';
import { html, inTurn, item, json, serve, status, withTokens } from '../support/wawi/serve.ts';

const folder = useTempFolder();
const portOf = (url: string) => Number(new URL(url).port);
const plain = { url: 'http://wawi.corp.example/erp', tokenUrl: 'http://auth.corp.example/oauth2/token' };
const secure = { url: 'https://wawi.corp.example/erp', tokenUrl: 'https://auth.corp.example/oauth2/token' };

describe('through a proxy', () => {
  test('http is forwarded: tokens, lists and changes, signed in at the proxy', async () => {
    const server = await serve(withTokens(inTurn(json([item()]), json(item()))));
    const proxy = await startProxy({ port: portOf(server.url) });
    const proxyOf = proxiesFrom({ HTTP_PROXY: `http://us%40er:p%3Aw@127.0.0.1:${proxy.port}` });
    const wawi = await writer(inCloud(plain), recorded({ proxyOf }));
    expect(await wawi.list(going())).toHaveLength(1);
    await wawi.configure('1', { options: [] }, going());
    expect(proxy.asked).toEqual([
      'POST http://auth.corp.example/oauth2/token us@er:p:w',
      'GET http://wawi.corp.example/erp/v2/workers us@er:p:w',
      'POST http://wawi.corp.example/erp/v2/workers/1 us@er:p:w',
    ]);
    expect(server.requests.map(({ headers }) => headers.host)).toContain('wawi.corp.example');
  });

  test('nothing goes to this machine, nor to what NO_PROXY lists', async () => {
    const server = await serve(withTokens(json([item()])));
    const proxy = await startProxy({ port: 1, refuses: 502 });
    const env = { HTTP_PROXY: `127.0.0.1:${proxy.port}`, NO_PROXY: 'corp.example' };
    const wawi = await reader(inCloud(server), recorded({ proxyOf: proxiesFrom(env) }));
    expect(await wawi.list(going())).toHaveLength(1);
    const elsewhere = await reader(inCloud(plain), recorded({ proxyOf: proxiesFrom(env) }));
    expect((await failureOf(elsewhere.list(going()))).message).not.toContain('proxy');
    expect(proxy.asked).toEqual([]);
  });

  test('sinks and the daemon are reached too', async () => {
    const proxy = await startProxy({ port: portOf((await serve(status(503))).url) });
    const proxyOf = proxiesFrom({ http_proxy: `http://127.0.0.1:${proxy.port}` });
    const http = openHttp({}, proxyOf);
    await http.post({ url: new URL('http://hooks.corp.example/x'), headers: {}, body: '{}' });
    await http.close();
    expect(await askStatus('http://daemon.corp.example:9470', going(), proxyOf)).toMatchObject({
      why: { code: 'bad-answer' },
    });
    expect(proxy.asked).toEqual([
      'POST http://hooks.corp.example/x',
      'GET http://daemon.corp.example:9470/api/v1/status',
    ]);
  });
});

describe('a failure names the proxy, and nothing that is secret of it', () => {
  const failing = async (variables: Record<string, string>, reach = secure, limits = {}) => {
    const wawi = await reader(inCloud(reach), recorded({ proxyOf: proxiesFrom(variables), limits }));
    const failure = await failureOf(wawi.list(going()));
    expect(`${failure.message} ${failure.hint}`).not.toContain('geheim');
    return failure;
  };

  test.each([
    [407, false, 'USER:PASSWORD'],
    [403, false, 'may not'],
    [502, false, 'does not reach auth.corp.example'],
  ])('that answers %d', async (refuses, retriable, hint) => {
    const { port } = await startProxy({ port: 1, refuses });
    const failure = await failing({ HTTPS_PROXY: `http://user:geheim@127.0.0.1:${port}` });
    expect(failure).toMatchObject({ code: 'unreachable', retriable, hint: expect.stringContaining(hint) });
    expect(failure.message).toMatch(
      new RegExp(`^POST https://auth\\S+ through the proxy http://127.0.0.1:${port}: it answered ${refuses}`),
    );
  });

  test('that forwards and wants a password', async () => {
    const { port } = await startProxy({ port: 1, refuses: 407 });
    const failure = await failing({ HTTP_PROXY: `http://user:geheim@127.0.0.1:${port}` }, plain);
    expect(failure.message).toContain(`through the proxy http://127.0.0.1:${port}: it answered 407`);
  });

  test('that is not there, under its name or at its port', async () => {
    const gone = await failing({ HTTPS_PROXY: 'http://user:geheim@127.0.0.1:1' });
    expect(gone.message).toContain('through the proxy http://127.0.0.1:1: connection refused');
    expect(gone.hint).toContain('check HTTPS_PROXY');
    const unknown = await failing({ https_proxy: 'http://proxy.invalid:3128' });
    expect(unknown.message).toContain(
      'through the proxy http://proxy.invalid:3128: there is no host called proxy',
    );
  });

  test('that hangs', async () => {
    const { port } = await startProxy({ port: 1, refuses: 0 });
    const failure = await failing({ HTTPS_PROXY: `http://127.0.0.1:${port}` }, secure, { timeout: 50 });
    expect(failure).toMatchObject({ code: 'timeout' });
    expect(failure.message).toContain('through the proxy');
  });

  test('that passes on a page of its own, or of the server', async () => {
    const { port } = await startProxy({ port: portOf((await serve(withTokens(html))).url) });
    const failure = await failing({ HTTP_PROXY: `http://127.0.0.1:${port}` }, plain);
    expect(failure.message).toMatch(/workers through the proxy \S+: an HTML page instead of a list/);
  });

  test('whose variable holds none', async () => {
    const failure = await failing({ HTTPS_PROXY: 'socks5://user:geheim@127.0.0.1:1' });
    expect(failure.message).toContain('the variable HTTPS_PROXY');
  });
});

test('https is connected for, and trusted as without a proxy', { tags: ['slow'] }, async () => {
  const pem = fileURLToPath(new URL('../support/wawi/corp.example.pem', import.meta.url));
  const both = await readFile(pem);
  const secured = createServer({ key: both, cert: both }, ({ url }, response) => {
    response.end(url!.endsWith('/token') ? '{"access_token":"t"}' : JSON.stringify([item()]));
  });
  const proxy = await startProxy({ port: await listening(secured) });
  await mkdir(folder('syncs'));
  await writeFile(folder('syncs/e.yaml'), 'sync: { name: Ebay }\ninterval: 5m\n');
  const { ended } = launch(['plan'], folder(), {
    ...{ NODE_EXTRA_CA_CERTS: pem, HTTPS_PROXY: `http://user:geheim@127.0.0.1:${proxy.port}` },
    ...{ JTL_BASE_URL: secure.url, JTL_TOKEN_URL: secure.tokenUrl },
    ...{ JTL_TENANT_ID: item().identifier, JTL_CLIENT_ID: 'c', JTL_CLIENT_SECRET: 'the-secret' },
  });
  expect(await ended).toMatchObject({ code: 0, stdout: expect.stringContaining('10m → 5m') });
  expect(proxy.asked).toEqual([
    'CONNECT auth.corp.example:443 user:geheim',
    'CONNECT wawi.corp.example:443 user:geheim',
  ]);
});
