import { expect, test } from 'vitest';
import { aChange, applied, planned } from '../../test/support/report.ts';
import { succeeded } from './report.ts';

const change = { ...aChange(), attempts: 1 };
const failures = [{ tenant: 'kiosk', code: 'unreachable', message: 'no answer' }] as const;

test.each([
  ['only looked', planned(), true],
  ['wrote all, and all took', applied([{ ...change, outcome: 'applied' }]), true],
  ['wrote what did not take', applied([{ ...change, outcome: 'notConverged' }]), false],
  ['could not read a tenant', planned({ failures }), false],
  ['found a problem', planned({ problems: [{ code: 'unknown-sync', message: 'none' }] }), false],
])('a pass that %s has succeeded: %s', (_, report, expected) => {
  expect(succeeded(report)).toBe(expected);
});
