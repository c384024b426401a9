import { expect, test } from 'vitest';
import { exceeds, isLimit } from './limit.ts';

test.each(['0', '1', '20', '0.5', '.5', '50 %', '50%', '50\u00a0%', '12.5 %', '0 %', '100 %'])(
  '%j is a limit',
  (text) => {
    expect(isLimit(text)).toBe(true);
  },
);

test.each(['', '1.5', '1.0', '-1', '101 %', '100.5 %', 'half', '50 percent', '50  %', '1e3', '%', '0,5'])(
  '%j is none',
  (text) => {
    expect(isLimit(text)).toBe(false);
  },
);

test.each([
  ['a number counts, however few there are', '2', 2, 3, false],
  ['a number counts, however few there are', '2', 3, 3, true],
  ['1 is a number and no share', '1', 2, 60, true],
  ['a share counts from ten on', '0.5', 9, 9, false],
  ['a share counts from ten on', '0.5', 6, 10, true],
  ['a share may be reached', '50 %', 30, 60, false],
  ['a share may be reached', '50 %', 31, 60, true],
  ['a share is no matter of rounding', '0.29', 29, 100, false],
  ['a share is no matter of rounding', '33.3 %', 333, 1000, false],
])('%s: %s of %d of %d', (_, limit, some, all, expected) => {
  expect(exceeds(limit, some, all)).toBe(expected);
});
