import { describe, expect, it } from 'vitest';
import { aClaim, anOption, aSync, aTenant, located, plain, wants } from '../../test/support/build.ts';
import { durationOfSeconds } from '../model/duration.ts';
import type { ObservedTenant } from '../model/observed.ts';
import { catalogueText, checkAgainst, movedOn, readCatalogues } from './catalogue.ts';

const file = (text: string) => ({
  path: 'syncs/.catalogue/acme.json',
  folder: undefined,
  directory: '/syncs/.catalogue',
  text,
  hash: '',
});
const catalogueOf = (tenant: ObservedTenant) => readCatalogues([file(catalogueText(tenant))]).catalogues;

describe('a catalogue', () => {
  it('is read back as it was written, and holds no value', () => {
    const tenant = aTenant([aSync({ options: [anOption({ type: 'string', value: 'canary' })] })]);
    expect(catalogueText(tenant)).not.toContain('canary');
    expect(catalogueOf(tenant)).toMatchObject([{ content: { tenant: 'acme', syncs: [{ name: 'Ebay' }] } }]);
  });

  it('is the same in whatever order the ERP lists the syncs', () => {
    const syncs = [aSync(), aSync({ id: 'b', name: 'Amazon' })];
    expect(catalogueText(aTenant([...syncs].reverse()))).toBe(catalogueText(aTenant(syncs)));
  });

  it('that cannot be used is a problem', () => {
    const newer = catalogueText(aTenant()).replace('"1.0"', '"2.0"');
    for (const text of ['{', '{}', newer]) {
      expect(readCatalogues([file(text)])).toMatchObject({
        catalogues: [],
        problems: [{ code: 'catalogue' }],
      });
    }
  });
});

describe('offline it finds', () => {
  const check = (...claims: Parameters<typeof checkAgainst>[1]) =>
    checkAgainst(catalogueOf(aTenant()), claims, () => false).map(({ code, hint }) => [code, hint]);
  const says = expect.stringContaining('so says syncs/.catalogue/acme.json');

  it('names that are not there, and values that their type cannot hold', () => {
    expect(check(aClaim({ select: { kind: 'name', name: 'Ebaay' } }))).toEqual([['unknown-sync', says]]);
    const claim = aClaim({ layers: [wants(undefined, { 'Create orders': plain('perhaps') })] });
    expect(check(claim)).toEqual([[expect.any(String), says]]);
    expect(check(aClaim())).toEqual([]);
  });

  it('what would be wrong as soon as a window opens', () => {
    const wanted = wants(undefined, { 'No such option': plain('x') });
    const windows = [{ ...wanted, start: located('0 8 * * *'), duration: durationOfSeconds(3_600) }];
    expect(check(aClaim({ windows }))).toEqual([['unknown-option', says]]);
  });
});

describe('a tenant has moved on', () => {
  const news = (now: ObservedTenant) => movedOn(catalogueOf(aTenant()), now).map(({ message }) => message);

  it('where syncs or options came, went, or are called or typed otherwise', () => {
    const about = (what: string) => [`the catalogue of acme is out of date: ${what}`];
    expect(news(aTenant())).toEqual([]);
    expect(news(aTenant([aSync(), aSync({ id: 'b', name: 'Amazon' })]))).toEqual(
      about('Amazon (Shop) was added'),
    );
    expect(news(aTenant([]))).toEqual(about('Ebay (Shop) is gone'));
    expect(news(aTenant([aSync({ name: 'Ebay 2' })]))).toEqual(
      about('Ebay (Shop) is called Ebay 2 (Shop) now'),
    );
    expect(news(aTenant([aSync({ options: [anOption({ type: 'Int32' })] })]))).toEqual(
      about('`Create orders` of Ebay (Shop) has the type Int32 now, not bool'),
    );
  });

  it('of another tenant nothing is said', () => {
    expect(news({ ...aTenant([]), name: 'globex' })).toEqual([]);
  });
});
