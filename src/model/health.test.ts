import { describe, expect, test } from 'vitest';
import { noon } from '../../test/support/daemonState.ts';
import { healthOf, readInstant } from './health.ts';

describe('the worker says', () => {
  test.each([
    [0, 'Suspended'],
    [1, 'Healthy'],
    [2, 'Healthy'],
    [3, 'Healthy'],
    [4, 'Degraded'],
    [5, 'Suspended'],
    [6, 'Degraded'],
    [7, 'Suspended'],
    [8, 'Unknown'],
    [-1, 'Unknown'],
    [0.5, 'Unknown'],
    ['SleepingError', 'Degraded'],
    ['running', 'Healthy'],
    ['4', 'Degraded'],
    ['constructor', 'Unknown'],
    ['', 'Unknown'],
  ])('state %j, which is %s', (state, health) => {
    expect(healthOf(state)).toBe(health);
  });

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
