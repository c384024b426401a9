import { expect, test } from 'vitest';
import { isFine, nameStatus } from './answer.ts';

test.each([
  [199, false],
  [200, true],
  [204, true],
  [299, true],
  [300, false],
])('%d is fine: %s', (status, fine) => {
  expect(isFine({ status, headers: {}, body: new Uint8Array() })).toBe(fine);
});

test('a status has its name, where it has one', () => {
  expect([nameStatus(502), nameStatus(599)]).toEqual(['502 Bad Gateway', '599']);
});
