import { expect, test } from 'vitest';
import { at } from '../../../test/support/build.ts';
import { intervalDrift, noon } from '../../../test/support/daemonState.ts';
import { aView } from '../../../test/support/view.ts';
import type { Plan } from '../../reconcile/plan.ts';
import { Refused } from './refused.tsx';

test('a refused plan is shown whole, with the ways out', () => {
  const changes = Array.from({ length: 15 }, (_, index) => ({
    ...{ tenant: `t${index}`, sync: { id: 'x', name: 'Ebay', salesChannel: null }, mode: 'enforce' },
    ...{ origin: at(), fields: [intervalDrift(600, 300)] },
  }));
  const id = `sha256:${'1a2b3c4d'.repeat(8)}`;
  const plan = { id, changes, summary: { tenants: 20 } } as unknown as Plan;
  const extent = { changes: 15, tenants: 15, values: 15 };
  const refused = {
    ...{ plan: id, since: new Date(noon).toISOString(), ...extent },
    reasons: [{ code: 'max-changes' as const, message: '15 syncs would change', hint: '' }],
    waysOut: ['this plan once: `sollist approve 1a2b3c4d1a2b`'],
  };
  const visit = { proof: 'x', isSignedIn: true };
  const html = `${Refused({ view: { ...aView(), visit }, refused, plan, isApproved: false })}`;
  expect(html).toContain('action="/actions/approve"');
  expect(html).toContain('<code><bdi>sollist approve 1a2b3c4d1a2b</bdi></code>');
  expect(html).toContain('15 syncs would change');
  const approved = `${Refused({ view: { ...aView(), visit }, refused, plan, isApproved: true })}`;
  expect(approved).not.toContain('<form');
  expect(html.match(/href="\/tenants\/t\d+"/g)).toHaveLength(15);
});
