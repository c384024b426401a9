import { Hono } from 'hono';
import { expect, test } from 'vitest';
import type { DaemonEnv } from '../../daemon/server/env.ts';
import { createVisitors } from './visitors.ts';

/** The cookie that a page sets for whoever asks for it. */
async function cookieFor(remoteAddress: string, headers: Record<string, string>, publicUrl?: string) {
  const visitors = createVisitors({
    randomId: () => 'x'.repeat(43),
    monotonic: () => 0,
    publicUrl: () => publicUrl,
  });
  const app = new Hono<DaemonEnv>();
  app.get('/', (context) => context.text(visitors.visit(context).proof));
  const response = await app.request('/', { headers }, { incoming: { socket: { remoteAddress } } });
  return response.headers.get('set-cookie');
}

const forwarded = { host: 'sollist.lan', 'x-forwarded-proto': 'https' };

test('a proxy is believed where it runs on this machine, and nowhere else', async () => {
  for (const address of ['127.0.0.1', '::1', '::ffff:127.0.0.1'])
    expect(await cookieFor(address, forwarded)).toMatch(/^__Host-sollist-visitor=.*; Secure/);
  for (const address of ['10.0.0.1', '::ffff:10.0.0.1', ''])
    expect(await cookieFor(address, forwarded)).not.toMatch(/__Host|Secure/);
});

test('the address that is configured is believed always', async () => {
  expect(await cookieFor('10.0.0.1', { host: 'ops.example' }, 'https://ops.example')).toContain('Secure');
  expect(await cookieFor('10.0.0.1', { host: 'ops.example' }, 'http://ops.example')).not.toContain('Secure');
});

test('who has an id keeps it, and gets one in the place of what is none', async () => {
  expect(await cookieFor('', { cookie: `sollist-visitor=${'y'.repeat(43)}` })).toBeNull();
  for (const odd of [
    '',
    'y',
    'y'.repeat(4_000),
    `${'y'.repeat(42)}"`,
    `${'y'.repeat(43)}; sollist-visitor=z`,
  ])
    expect(await cookieFor('', { cookie: `sollist-visitor=${odd}` })).toContain('x'.repeat(43));
});
