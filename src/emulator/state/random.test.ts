import fc from 'fast-check';
import { expect, test } from 'vitest';
import { randomFrom } from './random.ts';

test('a seed always gives the same sequence, of numbers from 0 to below 1', () => {
  fc.assert(
    fc.property(fc.string(), (seed) => {
      const [one, again] = [randomFrom(seed), randomFrom(seed)];
      for (let draw = 0; draw < 20; draw += 1) {
        const number = one();
        expect(again()).toBe(number);
        expect(number >= 0 && number < 1).toBe(true);
      }
    }),
  );
});

test('seeds that differ a little give sequences that differ a lot', () => {
  const first = ['1', '2', '3', '4'].map((seed) => Math.floor(randomFrom(seed)() * 1_000));
  expect(new Set(first).size).toBe(4);
});
