import { afterEach, expect, test } from 'vitest';
import { failureOf } from '../../test/support/wawi/client.ts';
import { type Answer, inTurn, json, serve, silence, status } from '../../test/support/wawi/serve.ts';
import { type Http, type HttpLimits, openHttp } from './client.io.ts';

const opened: Http[] = [];
afterEach(() => Promise.all(opened.splice(0).map((http) => http.close())));

async function start(answer: Answer, limits: Partial<HttpLimits> = {}) {
  const server = await serve(answer);
  const http = openHttp(limits);
  opened.push(http);
  const url = new URL(`${server.url}/workers`);
  return {
    ...{ server, close: http.close },
    get: (signal?: AbortSignal, more = {}) => http.get({ url, headers: { a: 'b' }, signal, ...more }),
    post: (body: string) => http.post({ url, headers: {}, body }),
  };
}

test('any status is an answer, with its headers in small letters', async () => {
  const { get, server } = await start(status(503, { 'X-Y': 'z' }, 'no'));
  const answer = await get();
  expect({ ...answer, body: new TextDecoder().decode(answer.body) }).toMatchObject({
    status: 503,
    headers: { 'x-y': 'z' },
    body: 'no',
  });
  expect(server.requests[0]).toMatchObject({ method: 'GET', headers: { a: 'b' } });
});

test('what is given along makes a GET nothing else', async () => {
  const { get, server } = await start(json([]));
  await get(undefined, { method: 'POST', body: 'x' });
  expect(server.requests).toMatchObject([{ method: 'GET', body: '' }]);
});

test('headers that come several times are joined', async () => {
  const { get } = await start((response) => response.writeHead(200, { 'x-y': ['a', 'b'] }).end());
  expect((await get()).headers['x-y']).toBe('a, b');
});

test('a redirect within the origin is followed, with what was sent', async () => {
  const { post, server } = await start(inTurn(status(307, { location: '/moved' }), json({})));
  expect((await post('{}')).status).toBe(200);
  expect(server.requests[1]).toMatchObject({ method: 'POST', path: '/moved', body: '{}' });
});

test.each([
  ['to another origin', 307, 'https://elsewhere.example/'],
  ['that would turn a POST into a GET', 302, '/moved'],
  ['without end', 307, '/workers'],
  ['to an address that is none', 307, 'http://[nonsense'],
])('a redirect %s is refused', async (_, code, location) => {
  const { post } = await start(status(code, { location }));
  expect(await failureOf(post('{}'))).toMatchObject({ code: 'redirected', retriable: false });
});

test('what takes too long, is too large or is stopped is told to be', async () => {
  const slow = await start(silence, { timeout: 30 });
  expect(await failureOf(slow.get())).toMatchObject({ code: 'timeout', retriable: true });
  const large = await start(status(200, {}, 'x'.repeat(101)), { body: 100 });
  expect(await failureOf(large.get())).toMatchObject({ code: 'answer-too-large', retriable: false });
  expect(await failureOf(large.get(AbortSignal.abort()))).toMatchObject({ code: 'stopped' });
  expect(large.server.requests).toHaveLength(1);
  const closed = await start(silence);
  const asked = failureOf(closed.get());
  await closed.close();
  expect(await asked).toMatchObject({ code: 'stopped' });
});
