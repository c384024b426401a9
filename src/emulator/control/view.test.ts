import { expect, test } from 'vitest';
import { emulatedWorld } from '../../../test/support/emulated.ts';
import { showSync, showTenant } from './view.ts';

test('a sync is shown as the API shows it, and with what the API hides', () => {
  const [tenant] = emulatedWorld({ intervalForm: 'iso' }).tenants.all();
  expect(showSync(tenant!.syncs[0]!)).toMatchObject({
    syncName: 'Ebay',
    interval: '00:10:00',
    minimumInterval: '00:01:00',
  });
  expect(showTenant(tenant!)).toMatchObject({ name: 'default', unreachable: false, syncs: { length: 10 } });
});
