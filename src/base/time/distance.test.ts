import { expect, test } from 'vitest';
import { distanceText } from './distance.ts';

test.each([
  [-180_000, 'en', '3 min. ago'],
  [-180_000, 'de', 'vor 3 Min.'],
  [7_260_000, 'en', 'in 2 hr.'],
  [-59_999, 'en', '59 sec. ago'],
  [400, 'en', 'now'],
  [-200_000_000, 'de', 'vorgestern'],
])('%d ms in %s are %j', (milliseconds, language, text) => {
  expect(distanceText(milliseconds, language)).toBe(text);
});
