import { expect, test } from 'vitest';
import { bodyOf } from '../../test/support/daemonServer.ts';
import { servePages } from '../../test/support/pages.ts';

test('the fleet is a page of its own, with no script in it and nothing from elsewhere', async () => {
  const response = await (await servePages()).ask('/');
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(response.headers.get('content-security-policy')).toContain("default-src 'self'");
  const html = await response.text();
  expect(html).toMatch(/^<!DOCTYPE html><html lang="en" data-now="2026-03-04T12:00:00.000Z">/);
  expect(html).not.toMatch(/<script(?![^>]* src="\/)|<style|style=|https?:/);
});

test('a browser gets its language, and keeps the one that was switched to', async () => {
  const { ask } = await servePages();
  const german = await ask('/', { headers: { 'accept-language': 'de' } });
  expect(await german.text()).toContain('<html lang="de"');
  const switched = await ask('/?q=x&lang=de', { redirect: 'manual' });
  expect([switched.status, switched.headers.get('location')]).toEqual([303, '/?q=x']);
  const cookie = switched.headers.get('set-cookie')!;
  expect(cookie).toContain('HttpOnly');
  const kept = await ask('/', { headers: { cookie: cookie.split(';', 1)[0]! } });
  expect(await kept.text()).toContain('<html lang="de"');
});

test('the language is switched where there is nothing too, and leads to no other server', async () => {
  const { ask } = await servePages();
  const switchedAt = (path: string) =>
    ask(path, { redirect: 'manual', headers: { accept: 'text/html' } }).then(({ headers }) =>
      headers.get('location'),
    );
  expect(await switchedAt('/nowhere?lang=de')).toBe('/nowhere');
  expect(await switchedAt('//evil.example/?lang=de')).toBe('/');
});

test('what a page loads is there', async () => {
  const { ask } = await servePages();
  const html = await (await ask('/')).text();
  for (const [, address] of html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)) {
    expect((await ask(address!)).status).toBe(200);
  }
});

test('where there is nothing, people find a page, and programs a problem', async () => {
  const { ask } = await servePages();
  const accepted = ['text/html,application/xml;q=0.9,*/*;q=0.8', '*/*', 'application/json, text/html;q=0.5'];
  const asked = accepted.map((accept) => ask('/nowhere', { headers: { accept } }));
  const [page, ...problems] = await Promise.all(asked);
  expect([page!.status, await page!.text()]).toEqual([404, expect.stringContaining('There is nothing here')]);
  for (const response of problems) {
    expect(response.status).toBe(404);
    expect(JSON.stringify(await bodyOf(response, 'error'))).toContain('there is `/`, `/healthz`');
  }
});

test('a page takes no more than it is made for', async () => {
  const { ask } = await servePages();
  const response = await ask('/', { method: 'PUT', headers: { accept: 'text/html' } });
  expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  expect(await bodyOf(response, 'error')).toMatchObject({ problems: [{ code: 'method-not-allowed' }] });
});
