import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { aState } from '../../../test/support/daemonState.ts';
import { facts } from '../../../test/support/status.ts';
import { askStatus } from './ask.io.ts';
import { statusJson } from './json.ts';

async function daemonThat(answers: RequestListener): Promise<string> {
  const server = createServer(answers);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const going = new AbortController().signal;

/** The status, or why there is none. */
async function answerOf(url: string) {
  const asked = await askStatus(url, going);
  return asked.ok ? asked.value : asked.why;
}

const status = statusJson(aState(), facts);

test.each([
  ['a status', JSON.stringify(status), status],
  ['one of a newer daemon, which tells more', JSON.stringify({ ...status, more: 1 }), { ...status, more: 1 }],
  ['one of another format', JSON.stringify({ ...status, formatVersion: '2.0' }), { code: 'format' }],
  ['JSON that is no status', '{"formatVersion":"1.0"}', { code: 'bad-answer' }],
  ['no JSON at all', '<html>', { code: 'bad-answer' }],
])('where the daemon answers with %s, that is told', async (_, body, expected) => {
  const url = await daemonThat((request, response) => {
    response.statusCode = request.url === '/api/v1/status' ? 200 : 404;
    response.end(body);
  });
  expect(await answerOf(`${url}/`)).toMatchObject(expected);
});

test('a daemon that refuses to answer, or that is not there, is told of with a hint', async () => {
  const url = await daemonThat((_, response) => {
    response.statusCode = 503;
    response.end();
  });
  expect(await answerOf(url)).toMatchObject({
    code: 'bad-answer',
    message: `${url}/api/v1/status answers 503`,
  });
  const gone = await answerOf('http://127.0.0.1:1');
  expect(gone).toMatchObject({ code: 'unreachable', hint: expect.stringContaining('sollist run') });
});

test('who stops while it waits is not told that nobody is there', async () => {
  const stop = new AbortController();
  const url = await daemonThat(() => stop.abort(new Error('stopped')));
  await expect(askStatus(url, stop.signal)).rejects.toThrow('stopped');
});
