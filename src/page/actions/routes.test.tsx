import { beforeEach, describe, expect, test } from 'vitest';
import { exchange } from '../../../test/support/daemonServer.ts';
import { aState, noon } from '../../../test/support/daemonState.ts';
import { servePages } from '../../../test/support/pages.ts';
import { aChange, aPlan } from '../../../test/support/report.ts';
import { Concealed } from '../../model/secret.ts';

const token = new Concealed('right');
const plan = aPlan({ changes: [aChange()] });
const daemon = aState({ refused: { plan, since: noon } });

type Served = Awaited<ReturnType<typeof servePages>>;

/** A browser, as far as it keeps cookies and sends forms. */
function browser({ ask }: Served) {
  const jar = new Map<string, string>();
  const request = async (path: string, init: RequestInit = {}) => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await ask(path, { redirect: 'manual', ...init, headers: { cookie, ...init.headers } });
    for (const set of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(set)!;
      if (/max-age=0/i.test(set)) jar.delete(name!);
      else jar.set(name!, value!);
    }
    return response;
  };
  const proofOn = async (path = '/') =>
    /name="proof" value="([^"]+)"/.exec(await (await request(path)).text())?.[1] ?? '';
  const press = async (action: string, fields: Record<string, string> = {}, headers = {}) => {
    const body = new URLSearchParams({ proof: await proofOn(), from: '/', ...fields });
    return request(`/actions/${action}`, { method: 'POST', body, headers });
  };
  return { jar, request, proofOn, press };
}

let served: Served;
let visitor: ReturnType<typeof browser>;
beforeEach(async () => {
  served = await servePages({ daemon, token });
  visitor = browser(served);
});

test('without a token there is no button, and nowhere to press one', async () => {
  const open = browser(await servePages({ daemon }));
  const page = await open.request('/');
  expect(await page.text()).not.toMatch(/method="post"|<button/);
  expect(page.headers.getSetCookie()).toEqual([]);
  for (const action of ['reconcile', 'approve', 'sign-out', 'x'])
    expect((await open.press(action)).status).toBe(404);
});

describe('who signs in', () => {
  test('is asked for the token, and what was asked for is done with it', async () => {
    const asked = await visitor.press('reconcile', { from: '/?q=x' });
    expect(asked.status).toBe(401);
    const html = await asked.text();
    expect(html).toContain('type="password"');
    expect(html).not.toContain('<script');
    expect(served.pageWakes).toEqual([]);
    const done = await visitor.press('reconcile', { from: '/?q=x', token: 'right' });
    expect([done.status, done.headers.get('location')]).toEqual([303, '/?q=x']);
    expect(served.pageWakes).toEqual(['request']);
    const page = await (await visitor.request('/')).text();
    expect(page).toContain('role="status">sollist looks at all tenants');
    expect(page).toContain('Sign out');
  });

  test('is asked once, gets a new id, and no cookie holds the token', async () => {
    await visitor.request('/');
    const [before] = visitor.jar.values();
    const done = await visitor.press('reconcile', { token: 'right' });
    const [cookie] = done.headers.getSetCookie();
    expect(cookie).toMatch(/^sollist-session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
    expect(cookie).not.toContain(before);
    expect((await visitor.press('reconcile')).status).toBe(303);
    expect(served.pageWakes).toHaveLength(2);
  });

  test('in one browser is not in with another, nor with an id that was laid under him', async () => {
    await visitor.request('/');
    const laid = new Map(visitor.jar);
    await visitor.press('reconcile', { token: 'right' });
    const other = browser(served);
    for (const [name, value] of laid) other.jar.set(name, value).set('sollist-session', value);
    expect((await other.press('reconcile')).status).toBe(401);
    expect((await browser(served).press('reconcile')).status).toBe(401);
  });

  test('is out again after a log out, on the server too', async () => {
    await visitor.press('reconcile', { token: 'right' });
    const kept = new Map(visitor.jar);
    const proof = await visitor.proofOn();
    const out = await visitor.press('sign-out', { from: '/history' });
    expect([out.status, out.headers.get('location')]).toEqual([303, '/history']);
    expect(visitor.jar.has('sollist-session')).toBe(false);
    for (const [name, value] of kept) visitor.jar.set(name, value);
    expect((await visitor.press('reconcile', { proof })).status).toBe(403);
    expect((await visitor.press('reconcile')).status).toBe(401);
    expect(served.pageWakes).toHaveLength(1);
  });

  test('is out after a restart', async () => {
    await visitor.press('reconcile', { token: 'right' });
    const again = browser(await servePages({ daemon, token }));
    for (const [name, value] of visitor.jar) again.jar.set(name, value);
    expect((await again.press('reconcile', { proof: await visitor.proofOn() })).status).toBe(403);
    expect((await again.press('reconcile')).status).toBe(401);
  });
});

test('Approve says what became of the plan', async () => {
  expect(await (await visitor.press('approve', { plan: plan.id })).text()).toContain(
    'is approved, once and for an hour',
  );
  await visitor.press('approve', { plan: plan.id, token: 'right' });
  expect(await (await visitor.request('/')).text()).toMatch(
    /Plan \w{8,12} is approved: 1 change on 1 tenant/,
  );
  for (const [sent, words] of [
    [`sha256:${'f'.repeat(64)}`, 'meanwhile another plan is refused'],
    ['<script>', 'this is no plan'],
    ['', 'this is no plan'],
    [plan.id.slice(0, 9), 'not clear which plan'],
  ] as const) {
    expect((await visitor.press('approve', { plan: sent })).status).toBe(303);
    expect(await (await visitor.request('/')).text()).toContain(words);
  }
});

describe('a form that is not of this page', () => {
  beforeEach(() => visitor.press('reconcile', { token: 'right' }));

  test('does nothing without its proof, or with that of another', async () => {
    for (const proof of ['', 'x', await browser(served).proofOn(), 'é'.repeat(9)]) {
      const refused = await visitor.press('reconcile', { proof, from: '/?q=x' });
      expect(refused.status).toBe(403);
      expect(await refused.text()).toContain('href="/?q=x"');
    }
    expect(served.pageWakes).toHaveLength(1);
  });

  test.each<[string, Record<string, string>]>([
    ['another origin', { origin: 'https://evil.example' }],
    ['none that may be named', { origin: 'null' }],
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['a neighbour', { 'sec-fetch-site': 'same-site' }],
  ])('does nothing from %s', async (_, headers) => {
    expect((await visitor.press('reconcile', {}, headers)).status).toBe(403);
    expect(served.pageWakes).toHaveLength(1);
  });

  test('is let in from its own origin', async () => {
    const headers = { origin: served.url, 'sec-fetch-site': 'same-origin' };
    expect((await visitor.press('reconcile', {}, headers)).status).toBe(303);
  });

  test('does nothing by another method, or in another form', async () => {
    const body = new URLSearchParams({ proof: await visitor.proofOn() });
    for (const method of ['GET', 'PUT', 'DELETE'])
      expect(
        (await visitor.request('/actions/reconcile', { method, ...(method !== 'GET' && { body }) })).status,
      ).toBe(405);
    const post = (sent: string | FormData, type?: string) =>
      visitor.request('/actions/reconcile', {
        method: 'POST',
        body: sent,
        headers: type ? { 'content-type': type } : {},
      });
    const multipart = new FormData();
    multipart.set('proof', body.get('proof')!);
    expect((await post(multipart)).status).toBe(415);
    expect((await post(JSON.stringify({ proof: body.get('proof') }), 'application/json')).status).toBe(415);
    for (const odd of [`${body}&${body}`, `${body}&__proto__=x`, `${body}&token=%zz`])
      expect((await post(odd, 'application/x-www-form-urlencoded')).status).toBe(400);
    expect(
      (await post(`${body}&token=${'x'.repeat(40_000)}`, 'application/x-www-form-urlencoded')).status,
    ).toBe(413);
    expect(served.pageWakes).toHaveLength(1);
    expect(served.bugs).toEqual([]);
  });

  test('of two cookies of one name none counts', async () => {
    const session = visitor.jar.get('sollist-session')!;
    const cookie = `sollist-session=${session}; sollist-session=${'x'.repeat(43)}`;
    const page = await served.ask('/', { headers: { cookie } });
    expect(await page.text()).not.toContain('Sign out');
  });

  test.each(['//evil.example', '/\\evil.example', 'https://evil.example', '/x\r\nset-cookie: a=b'])(
    'leads nowhere else: %j',
    async (from) => {
      const done = await visitor.press('reconcile', { from });
      expect(done.headers.get('location')).toMatch(/^\/(?![/\\])[^\s]*$/);
      expect(done.headers.getSetCookie()).toEqual([]);
    },
  );
});

test('from the sixth wrong token on nobody at that address is looked at, on the page and beside it', async () => {
  const api = (authorization: string) =>
    served.ask('/api/v1/reconcile', { method: 'POST', headers: { authorization } });
  for (let wrong = 0; wrong < 3; wrong++) {
    const refused = await visitor.press('reconcile', { token: 'wrong' });
    expect(refused.status).toBe(401);
    expect(await refused.text()).toContain('not the right token');
  }
  expect((await api('Bearer wrong')).status).toBe(401);
  expect((await api('Bearer wrong')).status).toBe(401);
  const sixth = await visitor.press('reconcile', { token: 'wrong' }, { 'x-forwarded-for': '9.9.9.9' });
  expect([sixth.status, sixth.headers.get('retry-after')]).toEqual([429, '60']);
  expect((await visitor.press('reconcile', { token: 'right' })).status).toBe(429);
  const held = await api('Bearer right');
  expect([held.status, held.headers.get('retry-after')]).toEqual([429, '60']);
  expect([...served.wakes, ...served.pageWakes]).toEqual([]);
});

describe('behind https', () => {
  const head = async (server: Served, ...headers: string[]) =>
    (
      await exchange(server.url, ['GET / HTTP/1.1', ...headers, 'connection: close', '', ''].join('\r\n'))
    )[0]!;

  test('a cookie is for https alone, by the word of a proxy on this machine', async () => {
    expect(await head(served, 'host: localhost')).toMatch(/^set-cookie: sollist-visitor=(?!.*secure)/im);
    const secure = await head(served, 'host: localhost', 'x-forwarded-proto: https');
    expect(secure).toMatch(/^set-cookie: sollist-visitor=.*; Secure/im);
  });

  test('so it is by the address that is configured, under which this one may be asked for', async () => {
    const named = await servePages({ daemon, token, publicUrl: () => 'https://ops.example' });
    expect(await head(named, 'host: ops.example')).toMatch(
      /^set-cookie: __Host-sollist-visitor=.*; Secure/im,
    );
    expect(await head(named, 'host: localhost')).toMatch(/^set-cookie: sollist-visitor=.*; Secure/im);
    expect(await head(named, 'host: evil.example')).toMatch(/^HTTP\/1.1 421 /);
    const own = browser(named);
    expect((await own.press('reconcile', { token: 'right' }, { origin: 'https://ops.example' })).status).toBe(
      303,
    );
    expect((await own.press('reconcile', {}, { origin: 'https://ops.example.evil' })).status).toBe(403);
  });
});

test('no page with buttons is kept by anybody, nor framed', async () => {
  for (const response of [await visitor.request('/'), await visitor.press('reconcile')]) {
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('vary')).toContain('cookie');
    expect(response.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  }
});
