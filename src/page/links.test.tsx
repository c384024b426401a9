import { expect, test } from 'vitest';
import { aTenantState, tenantsOf } from '../../test/support/daemonState.ts';
import { serveDetail, textOf } from '../../test/support/detail.ts';
import { syncHref, tenantHref } from './links.tsx';

const odd = ['..', '.', '...', 'a/b', 'a%20?# c', '%2e%2e', '\u00e4 \u202ex', 'x'.repeat(300)];

test.each(odd)('a browser finds the tenant %j under its address', async (name) => {
  const tenants = tenantsOf(aTenantState({ name }));
  const { ask } = await serveDetail({ daemon: { tenants }, observed: [], asking: { names: [name] } });
  // What `fetch` is handed is made simpler as browsers do it.
  const page = await ask(tenantHref(name));
  expect(page.status).toBe(200);
  expect(await textOf(page)).toContain('Last seen');
  const byName = await ask(syncHref(name, { id: '', name: 'Ebay' }), { redirect: 'manual' });
  expect(byName.status).toBe(302);
  expect(byName.headers.get('location')).toBe(syncHref(name, { id: 'id-of-Ebay', name: 'Ebay' }));
});

test('an address holds any name', () => {
  expect(syncHref('a/b ü', { id: '', name: '?' })).toBe('/tenants/a%2Fb%20%C3%BC/syncs/%3F');
});
