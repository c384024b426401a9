import { describe, expect, it } from 'vitest';
import { aClaim, anOption, aSync, aTenant, located, plain, wants } from '../../../test/support/build.ts';
import type { Claim } from '../../model/claim.ts';
import { offersOf, scalarFields } from './offers.ts';

const ebay = aSync();
const other = aSync({ id: '4c90c3cc-0d44-4b50-8888-8dd25736052a', salesChannel: 'eBay DE' });
const [shop, de] = ['{ name: Ebay, salesChannel: Shop }', '{ name: Ebay, salesChannel: eBay DE }'];

function offered(claims: readonly Claim[] = [], syncs = [ebay, other], hasFiles = true) {
  return offersOf(aTenant(syncs), { claims, secretPatterns: ['*secret*'], hasFiles });
}

describe('a tenant offers', () => {
  it('the syncs that have names of their own, with what documents may hold', () => {
    const twins = [ebay, { ...ebay, id: other.id }];
    expect([...offered().keys()]).toEqual([shop, de]);
    expect([...offered([], twins).keys()]).toEqual([]);
    expect([
      ...offered([], [aSync({ interval: null })])
        .get(shop)!
        .fields.keys(),
    ]).toEqual(['Create orders']);
  });

  it('options by their names, where these lead to one and are fit to be written', () => {
    const ids = ['7', '8', '9'];
    const named = (...names: string[]) =>
      aSync({ interval: null, options: names.map((name, index) => anOption({ id: ids[index]!, name })) });
    const keysOf = (...names: string[]) => [
      ...offered([], [named(...names)])
        .get(shop)!
        .fields.keys(),
    ];
    expect(keysOf('One', 'Two', 'Two')).toEqual(['One']);
    expect(keysOf(' One', 'Two')).toEqual(['Two']);
  });

  it('secrets as such, by their name, by their shape, and by --secret', () => {
    const options = [
      anOption({ id: '1', name: 'Access key', type: 'string', value: 'x' }),
      anOption({ id: '2', name: 'Note', type: 'string', value: 'https://me:canary@shop.example' }),
      anOption({ id: '3', name: 'Our secret', type: 'string', value: 'x' }),
    ];
    const { fields } = offered([], [aSync({ options })]).get(shop)!;
    expect(['Access key', 'Note', 'Our secret'].map((name) => fields.get(name)?.kind)).toEqual(
      options.map(() => 'secret'),
    );
  });
});

describe('what a document for all tenants may say', () => {
  const leeways = (claims: readonly Claim[], hasFiles = true) => {
    const all = offered(claims, [ebay, other], hasFiles);
    return [shop, de].map((yaml) =>
      [scalarFields.interval, 'Create orders'].map((name) => {
        const offer = all.get(yaml!)!.fields.get(name);
        return offer?.kind === 'value' ? offer.leeway : undefined;
      }),
    );
  };
  const on = (rank: Claim['rank'], changes: Partial<Claim> = {}) =>
    aClaim({ rank, select: { kind: 'name', name: 'Ebay', salesChannel: 'Shop' }, ...changes });
  const option = { layers: [wants(undefined, { 'Create orders': plain('true') })] };

  it('is anything where no document says anything', () => {
    expect(leeways([])).toEqual([
      ['open', 'open'],
      ['open', 'open'],
    ]);
  });

  it('is what the tenant has where it can have no file', () => {
    expect(leeways([], false)).toEqual([
      ['bound', 'bound'],
      ['bound', 'bound'],
    ]);
  });

  it('is nothing where another says it already, and nothing on syncs that share it', () => {
    expect(leeways([on(1)])).toEqual([
      [undefined, 'open'],
      ['open', 'open'],
    ]);
    expect(leeways([on(1, option)])).toEqual([
      ['open', undefined],
      ['open', undefined],
    ]);
    expect(leeways([on(2, option)])).toEqual([
      ['open', 'decided'],
      ['open', undefined],
    ]);
  });

  it('is what the tenant has for the rest of a sync that a document of its own describes', () => {
    expect(leeways([on(3)])).toEqual([
      ['decided', 'bound'],
      ['open', 'open'],
    ]);
  });

  it('is nothing, or what the tenant has, where a window says otherwise at times', () => {
    const window = { ...wants(60), start: located('0 2 * * *'), duration: wants(3600).interval!.value };
    expect(leeways([on(1, { layers: [wants(undefined)], windows: [window] })])[0]).toEqual([
      undefined,
      'open',
    ]);
    expect(leeways([on(2, { layers: [wants(undefined)], windows: [window] })])[0]).toEqual(['bound', 'open']);
  });
});
