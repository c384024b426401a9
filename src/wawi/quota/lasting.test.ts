import { expect, test } from 'vitest';
import { quotaLasts } from './lasting.ts';

test.each([
  [0, 100, 60, 0, 0],
  [50, 100, 60, 0, 0],
  [600, 120, 60, 240, 420],
  [600, 120, 1, 4, 7],
  [3, 1, 60, 120, 120],
  [10_000, 1_000, 3_600, 32_400, 50_000],
])('%d requests at %d in %d s last from %d to %d seconds', (requests, limit, intervalSeconds, from, to) => {
  const seconds = quotaLasts(requests, { limit, intervalSeconds });
  expect(seconds).toBeGreaterThanOrEqual(from);
  expect(seconds).toBeLessThanOrEqual(to);
});
