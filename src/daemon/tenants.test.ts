import { describe, expect, test } from 'vitest';
import { down, someInputs, start } from '../../test/support/daemonInputs.ts';
import { aTenantState, minute, tenantsOf } from '../../test/support/daemonState.ts';
import { aChange, anInterval, anOptionChange, aPlan } from '../../test/support/report.ts';
import type { AppliedChange } from '../reconcile/outcome.ts';
import type { Report } from '../reconcile/report.ts';
import { afterWrites } from './contested.ts';
import { type DaemonState, firstState } from './state.ts';
import { tenantsAfter } from './tenants.ts';

const { settings, chosen, desired } = someInputs();
const { sync } = aChange();
const other = { id: 'k', name: 'Kaufland', salesChannel: null };
const standings = [{ sync, mode: 'enforce', differs: true } as const];
const acme = { name: 'acme', managed: 1, unmanaged: [other], standings };
const time = { now: start + minute, period: 5 * minute };
const change = aChange({ fields: [anInterval(), anOptionChange()] });

/** What is known after a pass that looked at these, beside `acme` and `globex` that were known before. */
function knownAfter(
  report: Report,
  looked: readonly string[],
  efforts = new Map() as DaemonState['efforts'],
) {
  const before = tenantsOf(aTenantState({ name: 'acme' }), aTenantState({ name: 'gone' }));
  const pass = {
    id: 'pass',
    number: 1,
    reasons: [],
    startedAt: start,
    looked: new Set(looked),
  };
  const memory = {
    ...firstState(start),
    enforced: { settings, chosen, tree: desired.tree },
    tenants: before,
    pass,
  };
  return tenantsAfter(memory, report, efforts, time);
}

function inSync(parts: Parameters<typeof aPlan>[0]): Report {
  return { kind: 'inSync', plan: aPlan(parts) };
}

test('one that has gone is forgotten, one that is new is known without having been seen', () => {
  const tenants = knownAfter(inSync({}), []);
  expect([...tenants.keys()]).toEqual(['acme', 'globex']);
  expect(tenants.get('globex')).toEqual({
    name: 'globex',
    version: '2.0',
    problems: [],
    syncs: [],
    unmanaged: [],
  });
});

test.each([
  ['was not asked', inSync({ tenants: [acme] }), []],
  ['was not compared', inSync({}), ['acme']],
] as const)('one that %s stays as it was', (_, report, looked) => {
  expect(knownAfter(report, looked).get('acme')).toEqual(aTenantState({ name: 'acme' }));
});

test('of one that fails nothing is known any more, but what it is called', () => {
  const failed = knownAfter(inSync({ failures: [down('acme')] }), ['acme']).get('acme');
  expect(failed).toMatchObject({ failing: { times: 1, since: time.now }, syncs: [{ status: 'Unknown' }] });
});

describe('of one that was seen', () => {
  const applied = (became: Pick<AppliedChange, 'outcome' | 'residual'>): Report => ({
    kind: 'applied',
    plan: aPlan({ tenants: [acme], changes: [change] }),
    changes: [{ ...change, attempts: 1, ...became }],
  });

  test.each([
    [
      'all that differs, where nothing is written',
      inSync({ tenants: [acme], changes: [change] }),
      change.fields,
    ],
    ['nothing, where all took', applied({ outcome: 'applied' }), []],
    [
      'what did not take',
      applied({ outcome: 'notConverged', residual: [change.fields[1]!] }),
      [change.fields[1]],
    ],
    ['all, where the request failed', applied({ outcome: 'failed' }), change.fields],
  ])('the drift that is left is %s', (_, report, drift) => {
    const tenant = knownAfter(report, ['acme']).get('acme');
    const status = drift.length > 0 ? 'OutOfSync' : 'Synced';
    expect(tenant).toMatchObject({ seenAt: time.now, unmanaged: [other], syncs: [{ status, drift }] });
    expect(tenant?.failing).toBeUndefined();
  });

  test('it is told what somebody sets back again and again, and until when it is left alone', () => {
    const write = { ...change, fields: [anInterval()], outcome: 'applied', attempts: 1 } as const;
    const efforts = [0, 1, 2].reduce(
      (known, now) => afterWrites(known, [write], now),
      new Map() as DaemonState['efforts'],
    );
    const tenant = knownAfter(inSync({ tenants: [acme] }), ['acme'], efforts).get('acme');
    expect(tenant?.syncs[0]?.contested).toMatchObject([{ writes: 3, nextAt: 2 + 5 * minute }]);
  });
});
