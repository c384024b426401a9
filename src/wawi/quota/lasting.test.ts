import { expect, test } from 'vitest';
import { createLasting, quotaLasts } from './lasting.ts';

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

test.each([100, 1, 0])('asked again and again, it says the same in any order: a limit of %d', (limit) => {
  const quota = { limit, intervalSeconds: 60 };
  const lasts = createLasting(quota);
  for (const requests of [3, 500, 499, 0, 1, 700]) expect(lasts(requests)).toBe(quotaLasts(requests, quota));
});
