import { expect, test } from 'vitest';
import { isSelected, isSyncCalled, syncName } from './syncName.ts';

test.each([
  ['Shop', 'Ebay (Shop)'],
  ['', 'Ebay'],
  [null, 'Ebay'],
])('with the sales channel %j it is called %s', (salesChannel, called) => {
  expect(syncName({ name: 'Ebay', salesChannel })).toBe(called);
});

const sync = {
  id: '3C90C3CC-0d44-4b50-8888-8dd25736052a',
  name: 'Ebay',
  salesChannel: 'Shop',
  salesChannelId: 'S1',
};

test.each([
  ['Ebay', true],
  ['Ebay (Shop)', true],
  ['3c90c3cc-0D44-4b50-8888-8dd25736052a', true],
  ['ebay', false],
  ['Shop', false],
  ['S1', false],
])('people who say %s mean it: %s', (called, isMeant) => {
  expect(isSyncCalled(sync, called)).toBe(isMeant);
});

test.each([
  [{ kind: 'name', name: 'Ebay' }, true],
  [{ kind: 'name', name: 'Ebay', salesChannel: 'Shop' }, true],
  [{ kind: 'name', name: 'Ebay', salesChannel: 'S1' }, true],
  [{ kind: 'name', name: 'Ebay', salesChannel: 'Other' }, false],
  [{ kind: 'name', name: 'ebay' }, false],
  [{ kind: 'id', id: '3c90c3cc-0D44-4b50-8888-8dd25736052a' }, true],
  [{ kind: 'id', id: 'Ebay' }, false],
] as const)('a document that says %j means it: %s', (selector, isMeant) => {
  expect(isSelected(sync, selector)).toBe(isMeant);
});
