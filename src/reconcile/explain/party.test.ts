import { expect, it } from 'vitest';
import { located, wants } from '../../../test/support/build.ts';
import type { SyncDocument } from '../../model/document.ts';
import type { SyncSelector } from '../../model/syncName.ts';
import { documentedParties } from './party.ts';

function about(selector: SyncSelector): SyncDocument {
  return { ...wants(300), tenants: { kind: 'all' }, sync: located(selector), windows: [] };
}

it('offline a bare name means the sync with a sales channel too, and an identifier is one in any capitals', () => {
  const bare = about({ kind: 'name', name: 'Ebay' });
  const shop = about({ kind: 'name', name: 'Ebay', salesChannel: 'Shop' });
  const market = about({ kind: 'name', name: 'Ebay', salesChannel: 'Market' });
  const id = about({ kind: 'id', id: '3C90C3CC-0D44-4B50-8888-8DD25736052A' });
  const documents = [bare, shop, market, id];
  const ownOf = (called: { id?: string; name?: string; salesChannel?: string }) =>
    documentedParties({ id: '', name: '', salesChannel: null, ...called }, documents)[0].documents;
  expect(ownOf({ name: 'Ebay', salesChannel: 'Shop' })).toEqual([bare, shop]);
  expect(ownOf({ name: 'Ebay' })).toEqual([bare]);
  expect(ownOf({ id: '3c90c3cc-0d44-4b50-8888-8dd25736052a' })).toEqual([id]);
});
