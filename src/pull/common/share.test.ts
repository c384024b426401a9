import { expect, test } from 'vitest';
import { parseShare } from './share.ts';

test.each([
  ['0.8', 0.8],
  ['.8', 0.8],
  ['1', 1],
  ['1.0', 1],
  ['80 %', 0.8],
  ['80%', 0.8],
  ['100 %', 1],
  ['0.5%', 0.005],
  [' 0.8 ', 0.8],
])('%j is a share', (text, share) => expect(parseShare(text)).toBe(share));

test.each(['', '0', '0.0', '0 %', '1.1', '80', '101 %', '-0.5', '1e-1', '0,8', 'all', '%', '80 % %', 'NaN'])(
  '%j is none',
  (text) => expect(parseShare(text)).toBeUndefined(),
);
