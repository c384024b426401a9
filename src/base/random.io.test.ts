import { expect, it } from 'vitest';
import { randomHex } from './random.io.ts';

it('gives 128 bits in hex, other ones each time', () => {
  expect(randomHex()).toMatch(/^[0-9a-f]{32}$/);
  expect(new Set(Array.from({ length: 100 }, randomHex)).size).toBe(100);
});
