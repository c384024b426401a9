import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Duration, longest, shortest } from '../duration.ts';
import { interval } from './interval.ts';

it('an interval is read from JSON as the same, to the tick', () => {
  fc.assert(
    fc.property(fc.integer({ min: shortest, max: longest }), (ticks) => {
      const duration = ticks as Duration;
      expect(interval.equal(interval.fromJson(interval.toJson(duration))!, duration)).toBe(true);
    }),
  );
});
