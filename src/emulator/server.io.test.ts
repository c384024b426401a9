import { METHODS } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Emulator, startEmulator } from './server.io.ts';

let emulator: Emulator;
let authorized: string;

beforeAll(async () => {
  emulator = await startEmulator({ quota: { limit: 1_000, intervalSeconds: 60, scope: 'tenant' } });
  const { clientId, clientSecret, tokenUrl, tenants } = emulator;
  const authorization = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`;
  const body = new URLSearchParams({ grant_type: 'client_credentials' });
  const reply = await fetch(tokenUrl, { method: 'POST', body, headers: { authorization } });
  const { access_token } = (await reply.json()) as { access_token: string };
  authorized = `Authorization: Bearer ${access_token}\r\nx-tenant-id: ${tenants[0]!.tenantId}\r\nx-appid: a\r\nx-appversion: 1`;
});

afterAll(() => emulator.close());

/** Sends the lines as they are, and gives back every byte until the connection ends. */
function sending(...lines: readonly string[]): Promise<string> {
  const { hostname, port } = new URL(emulator.url);
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect(Number(port), hostname).setEncoding('latin1');
    socket.on('data', (text) => {
      answer += text;
    });
    socket.on('error', (error: NodeJS.ErrnoException) => resolve(`${answer}<${error.code}>`));
    socket.on('end', () => resolve(answer.replace(/Date: [^\r]*/g, 'Date: D')));
    socket.write(`${lines.join('\r\n')}\r\n\r\n`);
  });
}

const asking = (method: string, target: string, version = '1.1') =>
  sending(`${method} ${target} HTTP/${version}`, 'Host: wawi', 'Connection: close', authorized);

test('a list goes out with these headers, in this order and spelling', async () => {
  const [head, body] = (await asking('GET', '/v2/workers')).split('\r\n\r\n');
  expect(head!.split('\r\n')).toEqual([
    'HTTP/1.1 200 OK',
    'content-type: application/json; charset=utf-8',
    'X-RateLimit-Limit: 1000',
    'X-RateLimit-Interval-Length-Seconds: 60',
    expect.stringMatching(/^X-RateLimit-Remaining: \d+$/),
    `content-length: ${body!.length}`,
    'Date: D',
    'Connection: close',
  ]);
});

describe('the API answers in its own form', () => {
  test.each([
    ['GET', '/'],
    ['GET', '//v2/workers'],
    ['GET', '/v2//workers'],
    ['GET', '/v2/workers/'],
    ['GET', '/v2/%77orkers'],
    ['GET', '/x/y/../v2/workers'],
    ['GET', '/v2\\workers'],
    ['GET', '/_emulator\\'],
    ['GET', 'http://wawi/v2/workers'],
    ['GET', 'http://[wawi/v2/workers'],
    ['GET', '*'],
    ['OPTIONS', '*'],
    ['PROPFIND', '/nowhere'],
  ])('404 to %s %s, as nothing resolves or decodes a path', async (method, target) => {
    const answer = await asking(method, target);
    expect(answer).toMatch(/^HTTP\/1\.1 404 Not Found\r\ncontent-type: application\/json; charset=utf-8\r\n/);
    const { errorMessage } = JSON.parse(answer.split('\r\n\r\n')[1]!);
    expect(errorMessage).toBe(`No HTTP resource was found for ${method} ${target}.`);
    expect(emulator.requests.at(-1)).toMatchObject({ method, path: target, status: 404 });
  });

  // Node 20.19 does not know QUERY, and answers 400 by itself.
  const others = ['POST', 'OPTIONS', 'PATCH', 'TRACE', 'QUERY', 'M-SEARCH'];
  test.each(others.filter((method) => METHODS.includes(method)))('405 to %s', async (method) => {
    const answer = await asking(method, '/v2/workers');
    expect(answer).toContain('HTTP/1.1 405 Method Not Allowed\r\n');
    expect(answer).toContain('\r\nallow: GET\r\n');
    expect(answer).toContain(`The method ${method} is not allowed.`);
  });

  test.each(['%', '%zz', '%41', '17'])('400 to the identifier %s', async (id) => {
    expect(await asking('POST', `/v2/workers/${id}`)).toMatch(/^HTTP\/1\.1 (?:400|415) /);
  });
});

test('HEAD is told how long the answer would be, and gets none of it', async () => {
  const [head, body] = (await asking('HEAD', '/v2/workers')).split('\r\n\r\n');
  expect(head).toMatch(/^HTTP\/1\.1 405 .*\r\ncontent-length: [1-9]\d+\r\n/s);
  expect(body).toBe('');
});

test.each(['Host: a b', 'Host:', 'Host: [::1]:9', 'Host: EXAMPLE.org:99999', 'Host: a/b'])(
  'whatever the client calls the host, as in %j, it is served',
  async (host) => {
    expect(await sending('GET /v2/workers HTTP/1.1', host, 'Connection: close', authorized)).toContain(
      '200 OK',
    );
  },
);

test('an old client that names no host is served', async () => {
  expect(await sending('GET /v2/workers HTTP/1.0', authorized)).toContain('HTTP/1.1 200 OK');
});

test('a connection is kept for the next request', async () => {
  const answer = await sending(
    'GET /_emulator/faults HTTP/1.1',
    'Host: wawi',
    '',
    'GET /nowhere HTTP/1.1',
    'Host: wawi',
    'Connection: close',
  );
  expect(answer.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 405', 'HTTP/1.1 404']);
  expect(answer).toContain('Connection: keep-alive\r\nKeep-Alive: timeout=60\r\n');
});

test('a body that is too large is read to its end, so that the answer can be read', async () => {
  const body = 'x'.repeat(1_000_001);
  const answer = await sending(
    'POST /v2/workers/1 HTTP/1.1',
    'Host: wawi',
    'Connection: close',
    `Content-Length: ${body.length}`,
    '',
    body,
  );
  expect(answer).toContain('HTTP/1.1 413 Payload Too Large');
});

test('it can be closed twice', async () => {
  const other = await startEmulator({ tenants: 0 });
  await other.close();
  await other.close();
  await expect(fetch(other.url)).rejects.toThrow('fetch failed');
});

test('an answer without a body says nothing of its length', async () => {
  const { identifier } = JSON.parse((await asking('GET', '/v2/workers')).split('\r\n\r\n')[1]!)[0];
  const answer = await sending(
    `PUT /v2/workers/${identifier} HTTP/1.1`,
    'Host: wawi',
    'Connection: close',
    authorized,
    'Content-Type: application/json',
    'Content-Length: 12',
    '',
    '{"action":1}',
  );
  expect(answer).toMatch(/^HTTP\/1\.1 204 No Content\r\n/);
  expect(answer.toLowerCase()).not.toContain('content-length');
});

describe('a broken connection', () => {
  const faults = (spec: string) => fetch(`${emulator.url}/_emulator/faults`, { method: 'PUT', body: spec });

  test('is reset where nothing is to be said', async () => {
    await faults('reset=1');
    expect(await asking('GET', '/v2/workers')).toBe('<ECONNRESET>');
  });

  test('ends in the middle where an answer is truncated', async () => {
    await faults('truncated=1');
    const [head, body] = (await asking('GET', '/v2/workers')).split('\r\n\r\n');
    const [, length] = /content-length: (\d+)/.exec(head!)!;
    expect(body!.length).toBe(Math.ceil(Number(length) / 2));
    await faults('none');
  });
});
