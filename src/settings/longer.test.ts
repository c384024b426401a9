import { expect, test } from 'vitest';
import { readLonger } from './longer.ts';

test.each([
  ['7d', 7 * 86_400_000],
  ['1h30m', 5_400_000],
  ['PT1S', 1_000],
  ['never', undefined],
  ['Never', undefined],
])('%s is so many milliseconds: %s', (text, milliseconds) => {
  expect(readLonger(text)).toEqual({ ok: true, value: milliseconds });
});

test.each(['7', '0s', '-1d', 'off', '', '20y'])('%j is neither a duration nor never', (text) => {
  expect(readLonger(text).ok).toBe(false);
});
