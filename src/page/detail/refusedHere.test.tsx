import { expect, test } from 'vitest';
import { at } from '../../../test/support/build.ts';
import { aState, aTenantState, intervalDrift, tenantsOf } from '../../../test/support/daemonState.ts';
import { serveDetail, textOf } from '../../../test/support/detail.ts';
import type { DaemonState } from '../../daemon/state.ts';

const change = {
  ...{ tenant: 'acme', sync: { id: 'x', name: 'Ebay', salesChannel: 'Shop' }, mode: 'enforce' },
  ...{ origin: at(), fields: [intervalDrift(600, 300)] },
};
const plan = {
  id: `sha256:${'1a2b3c4d'.repeat(8)}`,
  changes: [change, { ...change, tenant: 'watched', mode: 'observe' }],
  summary: {},
} as unknown as NonNullable<DaemonState['refused']>['plan'];
const tenants = ['acme', 'watched', 'other'].map((name) => aTenantState({ name }));
const daemon: Partial<DaemonState> = {
  tenants: tenantsOf(...tenants),
  refusals: [{ code: 'max-changes', message: '15 syncs would change', hint: '' }],
  refused: { plan, since: aState().now },
};

test('a tenant that the refused plan would change shows its part of it, and no other does', async () => {
  const { ask } = await serveDetail({ daemon, observed: [] });
  const page = await ask('/tenants/acme');
  const text = await textOf(page.clone());
  expect(text).toMatch(/refused .*15 syncs would change.*1 sync of this tenant.*Ebay \(Shop\) : interval/);
  expect(await page.text()).toContain('<a href="/#refused">See the plan, and approve it</a>');
  for (const name of ['watched', 'other'])
    expect(await textOf(await ask(`/tenants/${name}`))).not.toMatch(/15 syncs|\b[Rr]efused/);
});
