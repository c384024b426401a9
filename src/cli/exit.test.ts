import { describe, expect, test } from 'vitest';
import { planOfProblems } from '../reconcile/plan.ts';
import { exit, exitCodeOf, exitCodeOfFiles, exitCodeOfStop } from './exit.ts';

const plan = planOfProblems([], (text) => text);
const failure = { tenant: 'acme', code: 'timeout', message: 'no answer' } as const;

describe('the exit code', () => {
  test('of a plan is 2 only where the caller asks for drift, and there is none without a change', () => {
    expect(exitCodeOf({ kind: 'planned', plan, refusals: [] }, { detailed: true })).toBe(exit.fine);
  });

  test('of what was refused is 3, of problems 1', () => {
    expect(exitCodeOf({ kind: 'refused', plan, refusals: [] })).toBe(exit.refused);
    expect(exitCodeOf({ kind: 'problems', plan })).toBe(exit.error);
  });

  test('of written files is 1 as soon as one tenant failed', () => {
    expect(exitCodeOfFiles({ problems: [], failures: [] })).toBe(exit.fine);
    expect(exitCodeOfFiles({ problems: [], failures: [failure] })).toBe(exit.error);
  });

  test('of a stop is what shells give the signal', () => {
    expect(exitCodeOfStop(AbortSignal.abort('SIGHUP'))).toBe(129);
    expect(exitCodeOfStop(AbortSignal.abort('SIGINT'))).toBe(130);
    expect(exitCodeOfStop(AbortSignal.abort('SIGTERM'))).toBe(143);
  });
});
