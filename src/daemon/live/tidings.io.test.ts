import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { LiveChange } from './changes.ts';
import { createTidings } from './tidings.io.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('what comes close together is told at once, in order, and nobody is told more than some four times a second', () => {
  const tidings = createTidings();
  const told: (readonly LiveChange[])[] = [];
  tidings.listen((changes) => told.push(changes));
  tidings.tell(['history']);
  tidings.tell(['pass.began', 'pass.finished']);
  vi.advanceTimersByTime(100);
  expect(told).toEqual([['pass.began', 'pass.finished', 'history']]);
  for (let time = 0; time < 1_000; time += 10) {
    tidings.tell(['pass.began']);
    vi.advanceTimersByTime(10);
  }
  expect(told.length).toBeLessThanOrEqual(6);
});

test('health waits for more of it, and comes along with anything else', () => {
  const tidings = createTidings();
  const told: (readonly LiveChange[])[] = [];
  tidings.listen((changes) => told.push(changes));
  tidings.tell(['health']);
  vi.advanceTimersByTime(1_000);
  expect(told).toEqual([]);
  tidings.tell(['tree.bad']);
  vi.advanceTimersByTime(100);
  expect(told).toEqual([['tree.bad', 'health']]);
});
