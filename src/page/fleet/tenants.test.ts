import { expect, test } from 'vitest';
import {
  aState,
  aSyncState,
  aTenantState,
  intervalDrift,
  noon,
  tenantsOf,
} from '../../../test/support/daemonState.ts';
import { facts, failing } from '../../../test/support/status.ts';
import { statusJson } from '../../daemon/status/json.ts';
import type { Plan } from '../../reconcile/plan.ts';
import { fleetQuery } from './query.ts';
import { shownTenants } from './tenants.ts';

const tenants = tenantsOf(
  aTenantState({ name: 'b-well' }),
  aTenantState({ name: 'a-well' }),
  aTenantState({ name: 'frozen', syncs: [aSyncState({ suspension: { reason: 'x', until: noon + 1 } })] }),
  aTenantState({
    name: 'differs',
    syncs: [aSyncState({ name: 'Caf\u00e9', status: 'OutOfSync', drift: [intervalDrift(1, 2)] })],
  }),
  aTenantState({ name: 'refused' }),
  aTenantState({ name: 'troubled', problems: [{ code: 'unknown-option', message: 'x' }] }),
  aTenantState({ name: 'down', failing }),
);
const refusedPlan = { id: '', changes: [{ tenant: 'refused', mode: 'enforce' }], summary: {} };
const refused = { plan: refusedPlan as unknown as Plan, since: noon };
const status = statusJson(aState({ tenants, refused }), facts);
const shown = (query: string) => shownTenants(status, fleetQuery(new URLSearchParams(query)));
const names = (query: string) => shown(query).tenants.map(({ tenant }) => tenant.name);

test('the worst comes first, then by name', () => {
  expect(names('')).toEqual(['down', 'troubled', 'refused', 'differs', 'frozen', 'a-well', 'b-well']);
});

test.each([
  ['q=WELL', ['a-well', 'b-well']],
  ['q=CAFE%CC%81', ['differs']],
  ['state=inSync&state=failing', ['down', 'a-well', 'b-well']],
  ['state=out-of-sync', ['differs']],
  ['q=a-&state=inSync&page=99', ['a-well']],
  ['state=nonsense&page=-3', ['down', 'troubled', 'refused', 'differs', 'frozen', 'a-well', 'b-well']],
  ['q=nobody', []],
])('?%s finds %j', (query, expected) => {
  expect(names(query)).toEqual(expected);
});

test('each state is counted, whichever is chosen', () => {
  expect(shown('state=failing').counts.get('inSync')).toBe(2);
});
