import { describe, expect, test } from 'vitest';
import { failureOf, recorded } from '../support/wawi/client.ts';
import { configure, fine, list } from '../support/wawi/kiosk.ts';
import { inTurn, item, json, serve, status } from '../support/wawi/serve.ts';

describe('redirects', () => {
  const to = (code: number, location: string) => status(code, { location });

  test.each([301, 302, 303, 307, 308])('a GET follows a %d within the origin', async (code) => {
    const server = await serve(inTurn(to(code, '/moved?a=1'), fine));
    expect(await list(server, recorded())).toHaveLength(1);
    expect(server.requests[1]).toMatchObject({ method: 'GET', path: '/moved?a=1' });
    expect(server.requests[1]!.headers.authorization).toBe('Wawi key-1');
  });

  test.each([307, 308])('a POST follows a %d with its body', async (code) => {
    const server = await serve(inTurn(to(code, 'moved'), json(item())));
    expect(await configure(server, recorded())).toMatchObject({ attempts: 1, sync: { name: 'Ebay' } });
    const [first, second] = server.requests;
    expect(second).toMatchObject({ method: 'POST', path: '/workers/moved', body: first!.body });
  });

  test.each([301, 302, 303])('a POST follows no %d, which would turn it into a GET', async (code) => {
    const server = await serve(to(code, '/moved'));
    const failure = await failureOf(configure(server, recorded()));
    expect(failure).toMatchObject({ code: 'redirected', attempts: 1, retriable: false });
    expect(server.requests).toHaveLength(1);
  });

  test.each([302, 307])('a %d to another origin is refused, and names it', async (code) => {
    const other = await serve(fine);
    const server = await serve(to(code, `${other.url}/workers`));
    for (const call of [list, configure]) {
      const failure = await failureOf(call(server, recorded()));
      expect(failure).toMatchObject({ code: 'redirected', attempts: 1, retriable: false });
      expect(failure.message).toContain(other.url);
    }
    expect(other.requests).toEqual([]);
  });

  test.each([
    ['https://127.0.0.1/'],
    ['file:///etc/passwd'],
    ['//example.invalid/x'],
    ['http://[nonsense'],
    ['data:,x'],
  ])('nor is one to %s followed', async (location) => {
    expect(await failureOf(list(await serve(to(302, location)), recorded()))).toMatchObject({
      code: 'redirected',
    });
  });

  test('a loop ends', async () => {
    const server = await serve(to(302, '/workers'));
    const failure = await failureOf(list(server, recorded()));
    expect(failure).toMatchObject({ code: 'redirected', attempts: 1, retriable: false });
    expect(server.requests.length).toBeLessThan(6);
  });

  test('one that says not where to is no list', async () => {
    expect(await failureOf(list(await serve(status(302)), recorded()))).toMatchObject({ code: 'bad-answer' });
  });
});
