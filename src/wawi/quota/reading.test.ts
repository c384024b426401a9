import { expect, test } from 'vitest';
import { readQuota } from './reading.ts';

const read = (limit: string, remaining: string, seconds: string) =>
  readQuota({
    headers: {
      'x-ratelimit-limit': limit,
      'x-ratelimit-remaining': remaining,
      'x-ratelimit-interval-length-seconds': seconds,
    },
  });

test('an answer tells how much is left of how much', () => {
  expect(read('20', ' 7 ', '60')).toEqual({ limit: 20, remaining: 7, intervalSeconds: 60 });
  expect(read('20', '0', '60')?.remaining).toBe(0);
});

test('more is never left than there is', () => {
  expect(read('20', '21', '60')?.remaining).toBe(20);
});

test.each([
  ['0', '0', '60'],
  ['10', '-1', '60'],
  ['10', '0', '0'],
  ['x', '0', '60'],
  ['10', '', '60'],
  ['10', '1.5', '60'],
  ['10', '1', '9999999999'],
])('counts that make no sense are no quota: %s %s %s', (limit, remaining, seconds) => {
  expect(read(limit, remaining, seconds)).toBeUndefined();
});

test('no counts are none', () => {
  expect(readQuota({ headers: {} })).toBeUndefined();
});
