import { expect, test } from 'vitest';
import { inBerlin } from '../../../../test/support/here.ts';
import { aChange, aPlan, applied } from '../../../../test/support/report.ts';
import { plain } from '../../../base/paint.ts';
import { Troubles } from './troubles.tsx';

const look = { paint: plain, width: 80, textOf: () => 'a:\n  b: <1>\n', here: inBerlin };
const textOf = (element: unknown) => `${element}`.replace(/<[^>]*>/g, '');

test('a problem is told as it is printed: place, line, caret and hint', () => {
  const origin = { file: 'a.yaml', line: 2, column: 3 };
  const problems = [{ code: 'unknown-key', message: 'unknown key `b`', hint: 'mend it', origin } as const];
  const text = textOf(Troubles({ report: { kind: 'problems', plan: aPlan({ problems }) }, look }));
  expect(text).toContain('a.yaml:2:3: unknown key b [unknown-key]');
  expect(text).toContain('2 |   b: &lt;1&gt;\n  |   ^');
  expect(text).toContain('hint: mend it');
});

test('what failed on many tenants is told once, with their names and what to do', () => {
  const failures = ['a', 'b', 'c'].map(
    (tenant) => ({ tenant, code: 'timeout', message: 'no answer' }) as const,
  );
  const error = { code: 'rejected', message: 'no', hint: 'ask' } as const;
  const failed = aChange({ tenant: 'd' });
  const report = applied([{ ...failed, outcome: 'failed', attempts: 1, error }], { failures });
  const text = textOf(Troubles({ report, look }));
  expect(text).toMatch(/3 tenants: no answer \[timeout\]a, b, c/);
  expect(text).toMatch(/d \/ Ebay \(Shop\) failed: no \[rejected\]hint: ask/);
});

test('a refusal names the ways out', () => {
  const refusals = [{ code: 'max-changes', message: 'too many', hint: 'apply --allow-changes 9' } as const];
  const text = textOf(Troubles({ report: { kind: 'refused', plan: aPlan(), refusals }, look }));
  expect(text).toContain('too many [max-changes]hint: apply --allow-changes 9');
});
