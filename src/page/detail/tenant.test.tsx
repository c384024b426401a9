import { expect, test } from 'vitest';
import { aTenantState, noon, tenantsOf } from '../../../test/support/daemonState.ts';
import { serveDetail, textOf } from '../../../test/support/detail.ts';
import { failing } from '../../../test/support/status.ts';

test('a tenant that cannot be reached says why, since when, and when it is tried again', async () => {
  const tenants = tenantsOf(aTenantState({ failing: { ...failing, since: noon - 600_000 } }));
  const { ask } = await serveDetail({ daemon: { tenants }, observed: [] });
  const text = await textOf(await ask('/tenants/acme'));
  expect(text).toMatch(
    /cannot be reached since 12:50 \( 10 min\. ago .*\(4 tries\), tried again 13:04 \( in 4 min\./,
  );
  expect(text).toContain('connection refused');
  expect(text).toContain('hint: is it on?');
});

test('its problems, its unmanaged syncs and its history are there', async () => {
  const problems = [{ code: 'unknown-option', message: 'no such option', tenant: 'acme' }] as const;
  const { ask } = await serveDetail({ daemon: { tenants: tenantsOf(aTenantState({ problems })) } });
  const html = await (await ask('/tenants/acme')).text();
  expect(html).toContain('no such option');
  expect(html).toContain('href="/tenants/acme/syncs/id-of-Kaufland"');
  expect(html).toContain('href="/history?tenant=acme"');
});
