import { expect, it } from 'vitest';
import { located, plain, wants } from '../../../test/support/build.ts';
import { createCalendar } from '../../base/calendar.ts';
import type { SyncDocument } from '../../model/document.ts';
import { documentedParties } from './party.ts';
import { createStandings } from './standing.ts';

it('of other syncs only options count that are known to be stored for this one too', () => {
  const id = 'aaaaaaaa-0000-4000-8000-000000000001';
  const about = (name: string, text: string): SyncDocument => ({
    ...wants(300, { [id]: plain(text), 'Create orders': plain(text) }),
    ...{ tenants: { kind: 'all' }, sync: located({ kind: 'name', name }), windows: [] },
  });
  const sync = { id: '', name: 'Ebay', salesChannel: null };
  const parties = documentedParties(sync, [about('Ebay', 'x'), about('Amazon', 'y')]);
  const standings = createStandings(parties, 'acme', createCalendar())({ now: 0, timezone: 'UTC' });
  expect(
    [...standings].map(([key, { chain, isContradicted }]) => [key, chain.length, isContradicted]),
  ).toEqual([
    [`option ${id}`, 2, true],
    ['option Create orders', 1, false],
    ['interval', 1, false],
  ]);
});
