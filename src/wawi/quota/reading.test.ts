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

test.each([
  ['100, 100', '7, 7', '60, 60', [100, 7, 60]],
  ['100,50', '7, 3', '60, 3600', [50, 3, 3600]],
  ['100;w=60, 50;w=1', ' 9 ;x', '60', [50, 9, 60]],
  ['10, many', '-1, 4', '60', [10, 4, 60]],
])('where a gateway doubles counts or adds its own, the narrower one holds: %s | %s | %s', (...counts) => {
  const [limit, remaining, seconds, read3] = counts;
  const told = read(limit, remaining, seconds);
  expect([told?.limit, told?.remaining, told?.intervalSeconds]).toEqual(read3);
});

test('no counts are none', () => {
  expect(readQuota({ headers: {} })).toBeUndefined();
});
