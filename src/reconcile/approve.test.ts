import { describe, expect, it, test } from 'vitest';
import { aChange, aPlan } from '../../test/support/report.ts';
import { approve } from './approve.ts';
import type { Plan } from './plan.ts';

const policy = { maxChanges: 50, maxShare: 0.5 };

function planOf(changes: number, managed: number): Plan {
  const syncs = Array.from({ length: changes }, (_, n) => ({
    id: `s${n}`,
    name: `Sync ${n}`,
    salesChannel: null,
  }));
  return {
    ...aPlan({ changes: syncs.map((sync) => aChange({ sync })) }),
    tenants: [{ name: 'acme', managed, unmanaged: 0, standings: [] }],
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

  it('with any problem, however few changes it has', () => {
    const problems = [{ code: 'unknown-sync', message: 'none' }] as const;
    expect(codes({ ...planOf(1, 100), problems })).toEqual(['problems']);
  });

  it('for a number that the user gave, whatever the share', () => {
    expect(codes(planOf(60, 100), { allowChanges: 60 })).toEqual([]);
    expect(codes(planOf(60, 100), { allowChanges: 59 })).toEqual(['max-changes']);
  });
});

it('what is only observed does not count', () => {
  const plan = planOf(60, 100);
  const observed = plan.changes.map((change) => ({ ...change, mode: 'observe' as const }));
  expect(codes({ ...plan, changes: observed })).toEqual([]);
});
