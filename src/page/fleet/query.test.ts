import { expect, test } from 'vitest';
import { fleetAddress, fleetQuery } from './query.ts';

test.each([
  ['', '/'],
  ['q=+a%26b+&state=outOfSync,in-sync&page=1', '/?q=a%26b&state=outOfSync&state=inSync'],
  ['state=what&page=NaN', '/'],
  ['page=3.7', '/?page=3'],
])('?%s is kept as %s', (asked, address) => {
  const query = fleetQuery(new URLSearchParams(asked));
  expect(fleetAddress(query, query.page)).toBe(address);
});
