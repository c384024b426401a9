import { describe, expect, it, test } from 'vitest';
import { at } from '../../../test/support/build.ts';
import type { SyncSelector } from '../../model/syncName.ts';
import { documentedOn, questionIn, syncCalled, unknownSync, unknownTenant } from './question.ts';

test.each([
  ['Ebay', { sync: 'Ebay' }],
  ['acme/Ebay (Shop)', { tenant: 'acme', sync: 'Ebay (Shop)' }],
  ['acme/Kaufland/Real', { tenant: 'acme', sync: 'Kaufland/Real' }],
  [' acme / Ebay ', { tenant: 'acme', sync: 'Ebay' }],
  ['Mu\u0308ller', { sync: 'M\u00fcller' }],
  ['/Ebay', undefined],
  ['acme/', undefined],
  [' ', undefined],
])('%j asks for %j', (text, question) => {
  expect(questionIn(text)).toEqual(question);
});

const shop = { id: 'a', name: 'Ebay', salesChannel: 'Shop' };
const outlet = { id: 'b', name: 'Ebay', salesChannel: 'Outlet' };

describe('a sync is called', () => {
  it.each([
    ['Ebay (Shop)', shop],
    ['B', outlet],
    ['ebay', undefined],
  ])('%j', (called, sync) => {
    expect(syncCalled('acme', called, [shop, outlet])).toBe(sync);
  });

  it('by a name that several bear: then they are told apart', () => {
    expect(syncCalled('acme', 'Ebay', [shop, outlet])).toMatchObject({
      code: 'ambiguous-sync',
      hint: 'say which: `Ebay (Shop)`, `Ebay (Outlet)`',
    });
    expect(syncCalled('acme', 'Ebay', [shop, { ...shop, id: 'c' }])).toMatchObject({
      hint: 'say which: `a`, `c`',
    });
  });
});

it('what is not there names what is near, and how a name with a slash is written', () => {
  expect(unknownSync('Ebey', ['acme'], [{ ...shop, salesChannel: null }], false)).toMatchObject({
    message: 'acme has no sync that is called `Ebey`',
    hint: 'did you mean `Ebay`?',
  });
  expect(unknownSync('Ebey', ['acme', 'globex'], [], false).message).toBe(
    'none of 2 tenants has a sync that is called `Ebey`',
  );
  expect(unknownTenant({ tenant: 'Kaufland', sync: 'Real' }, ['acme']).hint).toContain(
    'TENANT/Kaufland/Real',
  );
});

test('documents name a sync with and without its channel, and by its identifier', () => {
  const name = (salesChannel?: string): SyncSelector => ({
    ...{ kind: 'name', name: 'Ebay' },
    ...(salesChannel !== undefined && { salesChannel }),
  });
  const claimed = (...selectors: SyncSelector[]) =>
    documentedOn(
      selectors.map((value) => ({ tenant: 'acme', rank: 3, sync: { value, origin: at() }, layers: [] })),
    );
  expect(claimed(name(), name('Shop'))).toEqual([{ id: '', name: 'Ebay', salesChannel: 'Shop' }]);
  expect(claimed(name('Shop'), name('Outlet'), name())).toHaveLength(3);
  expect(claimed({ kind: 'id', id: 'A' })).toEqual([{ id: 'a', name: '', salesChannel: null }]);
});
