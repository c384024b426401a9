import { expect, test } from 'vitest';
import { firstState } from './state.ts';
import { storageAfter } from './storage.ts';

test('a state directory that fails is told once when it starts and once when it ends', () => {
  let state = firstState(0);
  const told = ['full', 'full', 'read-only', undefined, undefined, 'full'].map((error, minute) => {
    const after = storageAfter(state, error, minute * 60_000);
    state = after.state;
    return after.events;
  });
  expect(told).toEqual([
    [{ type: 'storage.failed', error: 'full' }],
    [],
    [],
    [{ type: 'storage.recovered', afterMs: 180_000 }],
    [],
    [{ type: 'storage.failed', error: 'full' }],
  ]);
  expect(state.storage).toEqual({ since: 300_000, error: 'full' });
});
