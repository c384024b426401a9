import { expect, test } from 'vitest';
import { aboutText, eachText } from './about.ts';

test.each([
  [0, '1 s'],
  [7.4, '7 s'],
  [42, '40 s'],
  [89, '90 s'],
  [240, '4 min'],
  [5_399, '1 h 30 min'],
  [7_200, '2 h'],
  [7_800, '2 h 10 min'],
  [90_000, '25 h'],
])('%d seconds are %s', (seconds, text) => {
  expect(aboutText(seconds)).toBe(text);
});

test.each([
  [1, 'a second'],
  [60, 'a minute'],
  [3_600, 'an hour'],
  [30, 'in 30 s'],
  [900, 'in 15 min'],
])('what holds for %d seconds is so many %s', (seconds, text) => {
  expect(eachText(seconds)).toBe(text);
});
