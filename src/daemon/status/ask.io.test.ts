import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import type { Http } from '../../http/client.io.ts';
import { askDaemon } from './ask.io.ts';

const going = new AbortController().signal;

async function daemonThat(answers: RequestListener): Promise<string> {
  const server = createServer(answers);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const ways = {
  get: (url: string, signal: AbortSignal) => (http: Http) =>
    http.get({ url: new URL(`${url}/x`), headers: {}, signal }),
  post: (url: string, signal: AbortSignal) => (http: Http) =>
    http.post({ url: new URL(`${url}/x`), headers: {}, body: '{}', signal }),
};

test.each(Object.values(ways))('whatever a daemon answers is handed on', async (way) => {
  const url = await daemonThat((_, response) => response.writeHead(409).end('no'));
  const options = { mostBytes: 100, stop: going, proxyOf: undefined };
  expect(await askDaemon(url, options, way(url, going))).toMatchObject({ ok: true, value: { status: 409 } });
});

test.each(Object.values(ways))('a daemon that is not there is named once, with a hint', async (way) => {
  const url = 'http://127.0.0.1:1';
  const asked = await askDaemon(url, { mostBytes: 100, stop: going, proxyOf: undefined }, way(url, going));
  const message = expect.stringMatching(/^no daemon can be reached at http:\/\/127\.0\.0\.1:1:? (?!.*\/x)/);
  expect(asked).toMatchObject({ ok: false, why: { code: 'unreachable', message } });
});

test.each(Object.values(ways))('who stops while it waits is not told that nobody is there', async (way) => {
  const stop = new AbortController();
  const url = await daemonThat(() => stop.abort(new Error('stopped')));
  const options = { mostBytes: 100, stop: stop.signal, proxyOf: undefined };
  await expect(askDaemon(url, options, way(url, stop.signal))).rejects.toThrow('stopped');
});
