import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { serveDaemon } from '../../../test/support/daemonServer.ts';
import { aState, aTenantState, tenantsOf } from '../../../test/support/daemonState.ts';
import { facts } from '../../../test/support/status.ts';
import { plain } from '../../base/paint.ts';
import { askStatus, findStatus, statusOutputs } from './find.io.ts';
import { statusJson } from './json.ts';

const going = new AbortController().signal;
const two = aState({ tenants: tenantsOf(aTenantState(), aTenantState({ name: 'globex' })) });

test('a daemon is asked by its URL or by where it listens, and told of those tenants that are asked for', async () => {
  const { url } = await serveDaemon({ daemon: two });
  const ask = async (where: Parameters<typeof findStatus>[0], ...names: string[]) => {
    const found = await findStatus(where, names, going);
    return found.ok && [found.value.url, ...found.value.status.tenants.map(({ name }) => name)];
  };
  expect(await ask(url)).toEqual([url, 'acme', 'globex']);
  const port = Number(new URL(url).port);
  for (const host of ['127.0.0.1', '0.0.0.0'])
    expect(await ask({ host, port }, 'globex')).toEqual([`http://127.0.0.1:${port}`, 'globex']);
});

test('a tenant that the daemon does not know is a mistake, with the name that was meant', async () => {
  const { url } = await serveDaemon({ daemon: two });
  expect(await findStatus(url, ['globe'], going)).toMatchObject({
    ok: false,
    why: { code: 'unknown-tenant', hint: expect.stringContaining('globex') },
  });
});

test('port 0 says nothing of where the daemon is; people read why on stderr, programs in one document', async () => {
  const found = await findStatus({ host: '127.0.0.1', port: 0 }, [], going);
  expect(found).toMatchObject({ why: { code: 'no-port' } });
  expect(statusOutputs.text(found, { paint: plain, width: 80 })).toBe('');
  expect(JSON.parse(statusOutputs.json(found)).problems).toMatchObject([{ code: 'no-port' }]);
});

test('an IPv6 address is asked in brackets', async () => {
  const found = await findStatus({ host: '::1', port: 1 }, [], going);
  expect(found).toMatchObject({ why: { message: expect.stringContaining('http://[::1]:1') } });
});

async function daemonThat(answers: RequestListener): Promise<string> {
  const server = createServer(answers);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

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

test('an address that would lead elsewhere is told and not asked; blanks around it are none of it', async () => {
  const { url } = await serveDaemon({ daemon: two });
  expect(await findStatus(` ${url}/\n`, [], going)).toMatchObject({ ok: true, value: { url: `${url}/` } });
  for (const odd of [`${url}?`, `${url}/#`, 'localhost:9470', `${url} /x`])
    expect(await findStatus(odd, [], going)).toMatchObject({ ok: false, why: { code: 'url' } });
});
