import { describe, expect, test } from 'vitest';
import { dial, exchange, serveDaemon } from '../../../test/support/daemonServer.ts';
import { Concealed } from '../../model/secret.ts';

describe('whoever means harm', () => {
  const request = 'POST /api/v1/reconcile HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer token\r\n';
  const token = new Concealed('token');

  test('finds no room for a body, announced or not', async () => {
    const { url, wakes } = await serveDaemon({ token });
    const announced = await exchange(url, `${request}content-length: 1025\r\n\r\n${'x'.repeat(1025)}`);
    expect(announced[0]).toMatch(/^HTTP\/1\.1 413 /);
    const chunk = `400\r\n${'x'.repeat(1024)}\r\n`;
    const chunked = await exchange(url, `${request}transfer-encoding: chunked\r\n\r\n${chunk}${chunk}`);
    expect(chunked[0]).toMatch(/^HTTP\/1\.1 413 /);
    expect(chunked[0]).toMatch(/connection: close/i);
    expect(wakes).toEqual([]);
  });

  test('finds no room for headers', async () => {
    const { url } = await serveDaemon();
    const [head] = await exchange(url, `GET /healthz HTTP/1.1\r\nhost: x\r\nx: ${'y'.repeat(9_000)}\r\n\r\n`);
    expect(head).toMatch(/^HTTP\/1\.1 431 /);
  });

  test.each([
    ['says nothing', ''],
    ['sends headers that never end', 'GET /healthz HTTP/1.1\r\nhost: localhost\r\nx: '],
    ['sends a body that never ends', `${request}content-length: 100\r\n\r\nx`],
  ])('and %s is sent away after a while', async (_, text) => {
    const { url, wakes, ask } = await serveDaemon({ token, limits: { headersTime: 40, requestTime: 60 } });
    const [head] = await exchange(url, text);
    expect(head).toMatch(/^(?:HTTP\/1\.1 408 .*)?$/s);
    expect(wakes).toEqual([]);
    // On a busy machine this request may be late, too, and is then asked again.
    await expect.poll(async () => (await ask('/healthz')).status).toBe(200);
  });

  test('and holds more connections than there may be gets no further ones', async () => {
    const { url } = await serveDaemon({ limits: { connections: 2 } });
    const held = [dial(url), dial(url)];
    for (const socket of held) {
      socket.write('GET /healthz HTTP/1.1\r\nhost: localhost\r\n\r\n');
      await new Promise((resolve) => socket.once('data', resolve));
    }
    expect(await exchange(url, 'GET /healthz HTTP/1.1\r\nhost: localhost\r\n\r\n')).toEqual(['']);
    await new Promise((resolve) => held[0]!.once('close', resolve).end());
    expect((await exchange(url, 'GET /healthz HTTP/1.0\r\n\r\n'))[0]).toMatch(/^HTTP\/1\.1 200 /);
  });

  test('and goes away in the middle leaves nothing behind', async () => {
    const { url, ask, bugs } = await serveDaemon({ token });
    const socket = dial(url);
    socket.write(`${request}content-length: 100\r\n\r\nx`);
    await new Promise((resolve) => socket.once('connect', resolve));
    socket.resetAndDestroy();
    expect((await ask('/healthz')).status).toBe(200);
    expect(bugs).toEqual([]);
  });
});

test('an address that is taken is said to be', async () => {
  const port = Number(new URL((await serveDaemon()).url).port);
  const second = serveDaemon({ address: { host: '127.0.0.1', port } });
  await expect(second).rejects.toMatchObject({ code: 'EADDRINUSE' });
});

test('it ends at once, whoever still listens to it', async () => {
  const server = await serveDaemon({ health: () => new Promise(() => {}) });
  const answer = server.ask('/api/v1/status').catch((error: Error) => error);
  await server.ask('/healthz');
  await server.close();
  expect(await answer).toBeInstanceOf(Error);
});

test.each(['OPTIONS *', 'GET /\\', 'GET http://[nonsense/'])(
  'an address that is none is refused: %s',
  async (line) => {
    const { url, bugs } = await serveDaemon();
    const [head, body] = await exchange(
      url,
      `${line} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n`,
    );
    expect(head).toMatch(/^HTTP\/1\.1 400 /);
    expect(JSON.parse(body!)).toMatchObject({ problems: [{ code: 'no-such-address' }] });
    expect(bugs).toEqual([]);
  },
);
