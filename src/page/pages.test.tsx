import { expect, test } from 'vitest';
import { servePages } from '../../test/support/pages.ts';

test('the fleet is a page of its own, with no script in it and nothing from elsewhere', async () => {
  const response = await (await servePages()).ask('/');
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(response.headers.get('content-security-policy')).toContain("default-src 'self'");
  const html = await response.text();
  expect(html).toMatch(/^<!DOCTYPE html><html lang="en">/);
  expect(html).not.toMatch(/<script(?![^>]* src="\/)|<style|style=|https?:/);
});

test('a browser gets its language, and keeps the one that was switched to', async () => {
  const { ask } = await servePages();
  const german = await ask('/', { headers: { 'accept-language': 'de' } });
  expect(await german.text()).toContain('<html lang="de">');
  const switched = await ask('/?q=x&lang=de', { redirect: 'manual' });
  expect([switched.status, switched.headers.get('location')]).toEqual([303, '/?q=x']);
  const cookie = switched.headers.get('set-cookie')!;
  expect(cookie).toContain('HttpOnly');
  const kept = await ask('/', { headers: { cookie: cookie.split(';', 1)[0]! } });
  expect(await kept.text()).toContain('<html lang="de">');
});

test('what a page loads is there', async () => {
  const { ask } = await servePages();
  const html = await (await ask('/')).text();
  for (const [, address] of html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)) {
    expect((await ask(address!)).status).toBe(200);
  }
});
