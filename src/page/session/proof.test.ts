import { expect, test } from 'vitest';
import { createProofs } from './proof.ts';

test('a proof is for one id, of one process', () => {
  const proofs = createProofs('key');
  expect(proofs.isFor('me', proofs.of('me'))).toBe(true);
  for (const other of [proofs.of('you'), createProofs('other').of('me'), '', 'é', proofs.of('me').slice(1)])
    expect(proofs.isFor('me', other)).toBe(false);
});
