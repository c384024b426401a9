import { expect, test } from 'vitest';
import { aSyncState, aTenantState, intervalDrift, tenantsOf } from '../../../test/support/daemonState.ts';
import { ebayId, serveDetail, textOf } from '../../../test/support/detail.ts';

test('what differs stands first, before and after, and each sync leads to its page', async () => {
  const well = { ...aSyncState(), sync: { id: ebayId, name: 'Ebay', salesChannel: 'Shop' } };
  const sick = aSyncState({ name: 'Zalando', status: 'OutOfSync', drift: [intervalDrift(600, 300)] });
  const { ask } = await serveDetail({
    daemon: { tenants: tenantsOf(aTenantState({ syncs: [well, sick] })) },
  });
  const text = await textOf(await ask('/tenants/acme'));
  expect(text).toMatch(/Zalando .* interval 10m → 5m changed in Wawi .* Ebay \(Shop\) in sync .* 10m/);
});

test('of a tenant that never answered, the syncs are those that documents name', async () => {
  const daemon = { tenants: tenantsOf(aTenantState({ syncs: [], unmanaged: [] })) };
  const html = await (await (await serveDetail({ daemon, observed: [] })).ask('/tenants/acme')).text();
  expect(html).toContain('href="/tenants/acme/syncs/Ebay"');
});
