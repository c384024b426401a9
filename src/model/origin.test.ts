import fc from 'fast-check';
import { expect, it } from 'vitest';
import { runs } from '../../test/support/runs.ts';
import { compareOrigins, located, showOrigin } from './origin.ts';

it('a place is shown as editors open it, and comes after those above it', () => {
  const at = (file: string, line: number, column: number) => ({ file, line, column });
  const places = [at('b.yaml', 1, 1), at('a.yaml', 10, 1), at('a.yaml', 2, 5), at('a.yaml', 2, 3)];
  expect(places.sort(compareOrigins).map(showOrigin)).toEqual([
    'a.yaml:2:3',
    'a.yaml:2:5',
    'a.yaml:10:1',
    'b.yaml:1:1',
  ]);
});

it('what is located stands where it was found, however far that is', () => {
  const far = (most: number) =>
    fc.oneof(fc.integer({ min: 1, max: 9_999 }), fc.integer({ min: 1, max: most }));
  const anywhere = fc.record({ file: fc.string(), line: far(1_200_000), column: far(10_000_000) });
  fc.assert(
    fc.property(anywhere, fc.anything(), (origin, value) => {
      const found = located(value, origin);
      expect([found.value, found.origin]).toEqual([value, origin]);
    }),
    runs(200),
  );
});
