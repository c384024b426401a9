import { expect, test } from 'vitest';
import { plainData } from './plainData.ts';

test.each([
  ['', null],
  ['~', null],
  ['Null', null],
  ['True', true],
  ['FALSE', false],
  ['yes', 'yes'],
  ['012', 12],
  ['0o14', 12],
  ['0xC', 12],
  ['-1.5e3', -1500],
  ['.5', 0.5],
  ['.inf', '.inf'],
  ['1_000', '1_000'],
  ['00:05', '00:05'],
])('%j without quotes is %j', (text, data) => {
  expect(plainData(text)).toBe(data);
});
