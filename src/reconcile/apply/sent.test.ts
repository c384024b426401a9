import { expect, test } from 'vitest';
import { aChange } from '../../../test/support/report.ts';
import { type FailureCode, WorldFailure } from '../../problems/worldFailure.ts';
import { endsTenant, inVain, notAttempted, wasAccepted } from './sent.ts';

const change = aChange();
const failure = (code: FailureCode) => new WorldFailure('no', { code, call: 'POST /', retriable: false });

test('a failure of the tenant ends it, one of the sync does not', () => {
  const ends = (code: FailureCode) => endsTenant(inVain(change, failure(code), 1));
  expect((['forbidden', 'timeout', 'stopped'] as const).map(ends)).toEqual([true, true, true]);
  expect((['rejected', 'not-found', 'changed-meanwhile'] as const).map(ends)).toEqual([false, false, false]);
});

test('what was stopped before it was sent was not attempted', () => {
  expect(inVain(change, failure('stopped'), 0).outcome).toBe('notAttempted');
  expect(inVain(change, failure('stopped'), 1).outcome).toBe('failed');
});

test('what was accepted may still not have taken', () => {
  const was = (outcome: 'applied' | 'notConverged' | 'failed') =>
    wasAccepted({ ...change, outcome, attempts: 1 });
  expect([was('applied'), was('notConverged'), was('failed')]).toEqual([true, true, false]);
  expect(wasAccepted({ unproven: change, attempts: 1 })).toBe(true);
  expect(wasAccepted(notAttempted(change, undefined))).toBe(false);
});
