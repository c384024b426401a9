import { expect, it } from 'vitest';
import { aChange, anInterval, aPlan, heldBack } from '../../test/support/report.ts';
import { appliedWords, counts, plannedWords } from './verdict.ts';

it('a plan counts what is to be written, and not what is only observed', () => {
  const changes = [aChange(), aChange({ tenant: 'globex', mode: 'observe' })];
  expect(plannedWords(aPlan({ changes }))).toBe('1 sync to change (2 values) on 1 of 2 tenants');
});

it('a pass counts what took, and tells of what did not only where there is some', () => {
  const done = { ...aChange({ fields: [anInterval()] }), outcome: 'applied', attempts: 1 } as const;
  expect(appliedWords([done])).toEqual(['1 sync corrected (1 value) and verified']);
  expect(appliedWords([done, { ...done, outcome: 'notConverged' }, { ...done, outcome: 'failed' }])).toEqual([
    '1 sync corrected (1 value) and verified',
    '1 failed',
    '1 not converged',
  ]);
  const held = { ...done, outcome: 'notAttempted', ...heldBack(done.fields) } as const;
  expect(appliedWords([done, held])).toEqual([
    '1 sync corrected (1 value) and verified',
    '1 left alone for now',
  ]);
});

it('always says how many are in sync and unmanaged, and the others where there are some', () => {
  expect(counts(aPlan().summary)).toEqual(['0 in sync', '0 unmanaged']);
  expect(counts(aPlan({ summary: { suspended: 2, failures: 1 } }).summary)).toEqual([
    '0 in sync',
    '2 suspended',
    '0 unmanaged',
    '1 tenant failed',
  ]);
});

it.each([
  [2, 0, '2 values, all by this change'],
  [0, 2, '2 values, none by this change'],
  [1, 1, '1 value by this change, 1 from before'],
])(
  'compared with a commit, %i values by this change and %i from before are told as: %s',
  (fromChange, fromBefore, told) => {
    const plan = aPlan({ changes: [aChange()], summary: { fromChange, fromBefore } });
    expect(plannedWords(plan)).toBe(`1 sync to change (${told}) on 1 of 1 tenant`);
  },
);
