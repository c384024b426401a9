import fc from 'fast-check';
import { expect, test } from 'vitest';
import { runs } from '../../test/support/runs.ts';
import { seal, unseal } from './sealed.ts';

test('data comes back as it was, and no part of it and nothing else ever does', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.nat(), fc.string({ minLength: 1 }), (data, at, other) => {
      const text = seal(data);
      expect(unseal(text)).toEqual(JSON.parse(JSON.stringify(data)));
      const cut = at % (text.length - 1);
      expect(unseal(text.slice(0, cut))).toBeUndefined();
      const changed = text.slice(0, cut) + other + text.slice(cut + other.length);
      if (changed.trimEnd() !== text.trimEnd()) expect(unseal(changed)).toBeUndefined();
    }),
    runs(200),
  );
});
