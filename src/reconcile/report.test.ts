import { describe, expect, test } from 'vitest';
import {
  aChange,
  anInterval,
  anOptionChange,
  aPlan,
  applied,
  heldBack,
  planned,
} from '../../test/support/report.ts';
import { exitCodeOf } from '../cli/exit.ts';
import type { AppliedChange } from './outcome.ts';
import { type Report, resultOf, succeeded } from './report.ts';

const failures = [{ tenant: 'kiosk', code: 'unreachable', message: 'no answer' }] as const;
const problems = [{ code: 'unknown-sync', message: 'none' }] as const;
const changes = [aChange()];
const taken: AppliedChange = { ...aChange(), outcome: 'applied', attempts: 1 };
const held: AppliedChange = {
  ...aChange({ tenant: 'globex' }),
  ...{ outcome: 'notAttempted', attempts: 0 },
  ...heldBack(aChange().fields),
};
const [interval, option] = [anInterval(), anOptionChange()];
const partlyHeld: AppliedChange = { ...taken, outcome: 'notConverged', ...heldBack([interval]) };
const failedBesideHeld = { ...partlyHeld, outcome: 'failed', residual: [option, interval] } as const;

function of(kind: 'refused' | 'problems' | 'inSync', parts: Parameters<typeof aPlan>[0] = {}): Report {
  const plan = aPlan(parts);
  return kind === 'refused' ? { kind, plan, refusals: [] } : { kind, plan };
}

describe('the result of a pass', () => {
  test.each<[string, Report, ReturnType<typeof resultOf>, number]>([
    ['looked and found nothing', planned(), 'inSync', 0],
    ['looked and found drift', planned({ changes }), 'planned', 0],
    ['found drift that is only observed', planned({ changes: [aChange({ mode: 'observe' })] }), 'inSync', 0],
    ['looked where a tenant failed', planned({ changes, failures }), 'incomplete', 1],
    ['looked where a tenant failed and files are bad', planned({ problems, failures }), 'problems', 1],
    ['was blocked', of('problems', { problems }), 'problems', 1],
    ['was refused', of('refused', { changes }), 'refused', 3],
    ['was refused where a tenant failed', of('refused', { changes, failures }), 'refused', 3],
    ['had nothing to write', of('inSync'), 'inSync', 0],
    ['had nothing to write where a tenant failed', of('inSync', { failures }), 'incomplete', 1],
    ['did not ask tenants that back off', of('inSync', { summary: { resting: 2 } }), 'incomplete', 1],
    ['wrote all, and all took', applied([taken]), 'applied', 0],
    ['wrote all where a tenant failed', applied([taken], { failures }), 'incomplete', 1],
    ['wrote what did not take', applied([taken, { ...taken, outcome: 'notConverged' }]), 'incomplete', 1],
    ['wrote in vain', applied([{ ...taken, outcome: 'failed' }]), 'incomplete', 1],
    ['was stopped', applied([{ ...taken, outcome: 'notAttempted', attempts: 0 }]), 'incomplete', 1],
    ['left all alone', applied([held]), 'held', 1],
    ['left alone what it did not write', applied([taken, held]), 'held', 1],
    ['left a field alone', applied([partlyHeld]), 'held', 1],
    ['left a field alone beside one that failed', applied([failedBesideHeld]), 'incomplete', 1],
    ['left all alone where a tenant failed', applied([held], { failures }), 'incomplete', 1],
  ])('that %s', (_, report, result, code) => {
    expect(resultOf(report)).toBe(result);
    expect(succeeded(report)).toBe(result === 'inSync' || result === 'applied');
    expect(exitCodeOf(report)).toBe(code);
  });
});
