import { expect, test } from 'vitest';
import { readRetryAfter } from './retryAfter.ts';

const noon = Date.parse('2026-03-04T12:00:00Z');
const read = (text: string, headers = {}) =>
  readRetryAfter({ headers: { 'retry-after': text, ...headers } }, noon);

test.each([
  ['seconds', '7', 7_000],
  ['blanks around them', ' 120 ', 120_000],
  ['nothing', '0', 0],
  ['a date', 'Wed, 04 Mar 2026 12:01:00 GMT', 60_000],
  ['a date that has passed', 'Wed, 04 Mar 2026 11:00:00 GMT', 0],
  ['more than anybody means', '99999999999999999999', 10 * 365 * 86_400_000],
])('%s: %j', (_, text, milliseconds) => {
  expect(read(text)).toBe(milliseconds);
});

test.each([
  ['doubled', '5, 5', 5_000],
  ['of two, the longer', '5, 60', 60_000],
  ['a doubled date', 'Wed, 04 Mar 2026 12:01:00 GMT, Wed, 04 Mar 2026 12:01:00 GMT', 60_000],
  ['a date beside seconds', '7, Wednesday, 04-Mar-26 12:01:00 GMT', 60_000],
  ['a date that does not say that it is in UTC', 'Wed Mar  4 12:01:00 2026', 60_000],
  ['a date as JSON has it', '2026-03-04T13:01:00+01:00', 60_000],
  ['nonsense beside seconds', 'soon, 7', 7_000],
])('what gateways make of it: %s', (_, text, milliseconds) => {
  expect(read(text)).toBe(milliseconds);
});

test('a date counts from the clock of the server, where it tells it', () => {
  const date = 'Wed, 01 Jan 2020 00:00:00 GMT';
  expect(read('Wed, 01 Jan 2020 00:00:30 GMT', { date })).toBe(30_000);
  expect(read('Wed, 04 Mar 2026 12:01:00 GMT', { date: 'today' })).toBe(60_000);
});

test.each(['soon', '-5', '1.5', '', '2026-03-04'])('%j says nothing', (text) => {
  expect(read(text)).toBeUndefined();
});

test('neither does its absence', () => {
  expect(readRetryAfter({ headers: {} }, noon)).toBeUndefined();
});
