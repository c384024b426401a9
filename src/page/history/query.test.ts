import { expect, test } from 'vitest';
import { aView } from '../../../test/support/view.ts';
import { historyAddress, readQuery } from './query.ts';

const read = (address: string) => readQuery(new URL(address, 'http://x'), aView().here);
const { now } = aView().here;

test('without a word it is seven days; times are written as at the command line', () => {
  expect(now - read('/history').asked.since).toBe(7 * 86_400_000);
  const { asked, query } = read('/history?tenant=acme&sync=Ebay&since=today&until=2h&page=3');
  expect(asked).toMatchObject({ tenants: ['acme'], syncs: ['Ebay'], until: now - 7_200_000 });
  expect(new Date(asked.since).toISOString()).toBe('2026-03-03T23:00:00.000Z');
  expect(query.page).toBe(3);
});

test.each(['since', 'until'])('a malformed %s is a mistake, and the usual span is read', (name) => {
  const { mistakes, asked } = read(`/history?${name}=gibberish`);
  expect(mistakes).toEqual([name]);
  expect(now - asked.since).toBe(7 * 86_400_000);
});

test('an address has what is asked, and nothing else', () => {
  expect(historyAddress({ tenant: 'a&b', sync: '', since: '2d', page: 1 })).toBe(
    '/history?tenant=a%26b&since=2d',
  );
  expect(historyAddress({})).toBe('/history');
});
