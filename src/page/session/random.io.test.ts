import { expect, test } from 'vitest';
import { randomId } from './random.io.ts';

test('no two are alike, and each fits into a cookie', () => {
  const ids = Array.from({ length: 100 }, randomId);
  expect(new Set(ids).size).toBe(100);
  for (const id of ids) expect(id).toMatch(/^[\w-]{43}$/);
});
