import { describe, expect, test } from 'vitest';
import { noon } from '../../test/support/daemonState.ts';
import { meaningOf, readInstant } from './health.ts';

describe('the worker says', () => {
  test.each([
    [0, 'Suspended', true],
    [1, 'Healthy', true],
    [2, 'Healthy', true],
    [3, 'Healthy', true],
    [4, 'Degraded', true],
    [5, 'Suspended', false],
    [6, 'Degraded', true],
    [7, 'Suspended', false],
    [8, 'Unknown', undefined],
    [-1, 'Unknown', undefined],
    [0.5, 'Unknown', undefined],
    ['SleepingError', 'Degraded', true],
    ['running', 'Healthy', true],
    ['4', 'Degraded', true],
    ['7', 'Suspended', false],
    ['SUCCESSFULL_FINISHED', 'Healthy', true],
    ['SuccessfulFinished', 'Healthy', true],
    ['sleeping_error_gesperrt', 'Degraded', true],
    ['SleepingErrorLocked', 'Degraded', true],
    ['STOPPING', 'Suspended', false],
    ['DEACTIVATED', 'Suspended', false],
    ['constructor', 'Unknown', undefined],
    ['_', 'Unknown', undefined],
    ['', 'Unknown', undefined],
  ])('state %j, which is %s, and active: %s', (state, health, active) => {
    const meaning = meaningOf(state);
    expect([meaning.health, meaning.active]).toEqual([health, active]);
  });

  test.each([6, '6', 'SleepingErrorLocked', 'SLEEPING_ERROR_GESPERRT'])(
    'state %j is the locked one',
    (state) => {
      expect(meaningOf(state).isLocked).toBe(true);
      expect([0, 1, 2, 3, 4, 5, 7, 8].filter((one) => meaningOf(one).isLocked)).toEqual([]);
    },
  );

  test.each([
    ['2026-03-04T12:00:00Z', noon],
    ['2026-03-04T13:00:00.1234567+01:00', noon + 123],
    ['2026-03-04T12:00:00', null],
    ['0001-01-01T00:00:00Z', null],
    ['2026-13-04T12:00:00Z', null],
    ['yesterday', null],
    ['', null],
    [null, null],
    [undefined, null],
  ])('a time %j', (text, instant) => {
    expect(readInstant(text)).toBe(instant);
  });
});
