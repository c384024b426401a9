import { expect, test } from 'vitest';
import { firstState, passId } from './state.ts';

test('a pass is called by when it began, and by its number', () => {
  expect(passId(Date.parse('2026-03-04T12:00:00Z'), 7)).toBe('2026-03-04T12:00:00.000Z#7');
});

test('a daemon that starts knows nothing, and has told nothing', () => {
  const { startedAt, now, period, tenants, told, lastPass } = firstState(5);
  expect({ startedAt, now, period, lastPass }).toEqual({
    startedAt: 5,
    now: 5,
    period: 0,
    lastPass: undefined,
  });
  expect(tenants.size).toBe(0);
  expect(JSON.stringify(told)).not.toMatch(/\d/);
});
