import { expect, test } from 'vitest';
import { aState } from '../../../test/support/daemonState.ts';
import { facts, sick } from '../../../test/support/status.ts';
import { aView } from '../../../test/support/view.ts';
import { statusJson } from '../../daemon/status/json.ts';
import { TenantList } from './list.tsx';
import { fleetQuery } from './query.ts';
import { shownTenants } from './tenants.ts';

test('a tenant that is down says why, and when it is tried again', () => {
  const [view, status, query] = [aView(), statusJson(sick, facts), fleetQuery(new URLSearchParams('q=e'))];
  const html = `${TenantList({ view, status, query, shown: shownTenants(status, query) })}`;
  expect(html).toMatch(/connection refused.*4 tries, tried again.*in 4 min/s);
  expect(html).toContain('value="e"');
  expect(
    `${TenantList({ view, status: statusJson(aState(), facts), query, shown: shownTenants(status, fleetQuery(new URLSearchParams('q=zz'))) })}`,
  ).toContain('No tenant is like that.');
});
