import { expect, test } from 'vitest';
import { ago, ahead, between } from './times.ts';

const noon = '2026-03-04T12:00:00.000Z';

test.each([
  ['2026-03-04T12:00:59.400Z', '59s'],
  ['2026-03-04T12:59:59.000Z', '59m59s'],
  ['2026-03-04T13:00:59.000Z', '1h'],
  ['2026-03-05T14:59:00.000Z', '1d2h'],
  ['2026-03-04T11:00:00.000Z', '0s'],
])('between noon and %s are %s, by the two largest units', (to, expected) => {
  expect(between(noon, to)).toBe(expected);
});

test('what has been was so long ago, and what is overdue is due now', () => {
  expect(ago(noon, '2026-03-04T12:04:00.000Z')).toBe('4m ago');
  expect(ahead('2026-03-04T12:04:00.000Z', noon)).toBe('in 4m');
  expect(ahead(noon, noon)).toBe('now');
});
