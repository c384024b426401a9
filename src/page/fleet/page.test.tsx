import { expect, test } from 'vitest';
import { aState } from '../../../test/support/daemonState.ts';
import { facts } from '../../../test/support/status.ts';
import { aView } from '../../../test/support/view.ts';
import { statusJson } from '../../daemon/status/json.ts';
import { FleetPage } from './page.tsx';

test('the fleet says how many tenants there are', () => {
  expect(`${FleetPage({ view: aView(), status: statusJson(aState(), facts) })}`).toContain('tenant');
});
