import { expect, it } from 'vitest';
import { sha256 } from '../../base/hash.ts';
import { digestOf } from './savedPlan.ts';

it('a digest tells whether a value is the same, and not which without the salt', () => {
  expect(digestOf('x', 'salt', sha256)).toBe(digestOf('x', 'salt', sha256));
  expect(digestOf('x', 'salt', sha256)).not.toBe(digestOf('y', 'salt', sha256));
  expect(digestOf('x', 'salt', sha256)).not.toBe(digestOf('x', 'other', sha256));
  expect(digestOf(null, 'salt', sha256)).toBeNull();
});
