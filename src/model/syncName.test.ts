import { expect, test } from 'vitest';
import { syncName } from './syncName.ts';

test.each([
  ['Shop', 'Ebay (Shop)'],
  ['', 'Ebay'],
  [null, 'Ebay'],
])('with the sales channel %j it is called %s', (salesChannel, called) => {
  expect(syncName({ name: 'Ebay', salesChannel })).toBe(called);
});
