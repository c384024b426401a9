import { describe, expect, it, test } from 'vitest';
import { at } from '../../test/support/build.ts';
import { aChange, aPlan } from '../../test/support/report.ts';
import { createCalendar } from '../base/calendar.ts';
import { approve, refusals } from './approve.ts';
import type { Plan } from './plan.ts';

const calendar = createCalendar();
const hereAt = (now: number) => () => ({ now, timezone: 'UTC', calendar });
const policy = { maxChanges: 50, maxShare: 0.5 };

function planOf(changes: number, managed: number): Plan {
  const syncs = Array.from({ length: changes }, (_, n) => ({
    id: `s${n}`,
    name: `Sync ${n}`,
    salesChannel: null,
  }));
  return {
    ...aPlan({ changes: syncs.map((sync) => aChange({ sync })) }),
    tenants: [{ name: 'acme', managed, unmanaged: [], standings: [] }],
  };
}

function codes(plan: Plan, more: { readonly allowChanges?: number } = {}): readonly string[] {
  const decision = approve(plan, { ...policy, ...more });
  return decision.kind === 'approved' ? [] : decision.reasons.map(({ code }) => code);
}

describe('a plan is refused', () => {
  test.each([
    [50, 1000, []],
    [51, 1000, ['max-changes']],
    [5, 10, []],
    [6, 10, ['max-share']],
    [9, 9, []],
    [60, 100, ['max-changes', 'max-share']],
  ])('with %d changes of %d managed syncs for %j', (changes, managed, reasons) => {
    expect(codes(planOf(changes, managed))).toEqual(reasons);
  });

  it('for a number that the user gave, whatever the share', () => {
    expect(codes(planOf(60, 100), { allowChanges: 60 })).toEqual([]);
    expect(codes(planOf(60, 100), { allowChanges: 59 })).toEqual(['max-changes']);
  });
});

function fleetOf(tenants: number, changed: number): Plan {
  const plan = planOf(0, 1);
  const names = Array.from({ length: tenants }, (_, n) => `t${n}`);
  return {
    ...plan,
    summary: { ...plan.summary, tenants },
    changes: names.slice(0, changed).map((tenant) => aChange({ tenant })),
  };
}

test.each([
  ['5', 60, 6, true],
  ['5', 60, 5, false],
  ['50 %', 60, 31, true],
  ['50 %', 9, 9, false],
])('of maxTenants %s: %d tenants of which %d change', (maxTenants, tenants, changed, isRefused) => {
  const plan = fleetOf(tenants, changed);
  const found = refusals(plan, { ...policy, maxTenants }).map(({ code }) => code);
  expect(found).toEqual(isRefused ? ['max-tenants'] : []);
  expect(refusals(plan, { ...policy, maxTenants, allowChanges: changed })).toEqual([]);
});

test('a plan that was approved passes, and no other', () => {
  const plan = planOf(60, 100);
  expect(approve(plan, { ...policy, approval: { planId: plan.id, at: 0, until: 1 } }).kind).toBe('approved');
  const found = refusals(plan, {
    ...policy,
    approval: { planId: `sha256:${'f'.repeat(64)}`, at: 0, until: 1 },
  });
  expect(found.map(({ code }) => code)).toEqual(['another-plan', 'max-changes', 'max-share']);
});

it('what is only observed does not count', () => {
  const plan = planOf(60, 100);
  const observed = plan.changes.map((change) => ({ ...change, mode: 'observe' as const }));
  expect(codes({ ...plan, changes: observed })).toEqual([]);
});

test.each([
  ['what it names is lifted', 60, 100, { changes: 60 }, []],
  ['a tenant that changes many of its syncs is a matter of changes', 40, 50, { changes: 40 }, []],
  ['more than it allows is not', 60, 100, { changes: 59 }, ['max-changes', 'max-share']],
  ['what it does not name is not', 60, 100, { tenants: 60 }, ['max-changes', 'max-share']],
  ['so far as rules allow more, they do', 50, 1000, { changes: 1 }, []],
] as const)('safety.allow: %s', (_, changes, managed, lifts, expected) => {
  const until = 1_000;
  const allow = { ...lifts, until, origin: at() };
  const decide = (now: number) => approve(planOf(changes, managed), { ...policy, allow, here: hereAt(now) });
  const during = decide(until - 1);
  expect(during.kind === 'refused' ? during.reasons.map(({ code }) => code) : []).toEqual(expected);
  const isNeeded = expected.length === 0 && decide(until).kind === 'refused';
  expect('by' in during).toBe(isNeeded);
  expect(decide(until)).toEqual(approve(planOf(changes, managed), { ...policy, here: hereAt(until) }));
});

test('safety.allow lifts the limit of tenants where it names them', () => {
  const decide = (lifts: object) =>
    approve(fleetOf(60, 40), {
      ...policy,
      ...{ maxTenants: '5', here: hereAt(0), allow: { ...lifts, until: 1, origin: at() } },
    }).kind;
  expect([decide({ changes: 100 }), decide({ tenants: 39 }), decide({ tenants: 40 })]).toEqual([
    'refused',
    'refused',
    'approved',
  ]);
});
