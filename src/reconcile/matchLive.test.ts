import { describe, expect, it } from 'vitest';
import { aClaim, anOption, aSync, aTenant, env, located, plain, wants } from '../../test/support/build.ts';
import { durationOfSeconds } from '../model/duration.ts';
import { matchLive } from './matchLive.ts';

const shop = aSync({
  id: '11111111-0000-4000-8000-000000000001',
  salesChannel: 'Shop',
  salesChannelId: '1-1-1',
});
const market = aSync({
  id: '11111111-0000-4000-8000-000000000002',
  salesChannel: 'eBay DE',
  salesChannelId: '1-1-2',
});

describe('which sync is meant', () => {
  it('is told by the sales channel, by its name or its id', () => {
    for (const salesChannel of ['eBay DE', '1-1-2']) {
      const bound = matchLive(aTenant([shop, market]), [
        aClaim({ select: { kind: 'name', name: 'Ebay', salesChannel } }),
      ]);
      expect(bound.problems).toEqual([]);
      expect(bound.desired.map((one) => one.sync)).toEqual([market]);
    }
  });

  it('is never guessed: two that fit are a problem with both as candidates', () => {
    const { desired, problems } = matchLive(aTenant([shop, market]), [aClaim()]);
    expect(desired).toEqual([]);
    expect(problems).toMatchObject([{ code: 'ambiguous-sync' }]);
    expect(problems[0]!.message).toContain(`Ebay (Shop) ${shop.id}`);
    expect(problems[0]!.message).toContain(`Ebay (eBay DE) ${market.id}`);
  });

  it('is exact, and a near miss is asked about', () => {
    const { problems } = matchLive(aTenant([shop]), [aClaim({ select: { kind: 'name', name: 'eBay' } })]);
    expect(problems).toMatchObject([
      { code: 'unknown-sync', hint: expect.stringMatching(/^did you mean `Ebay`\? Or removed in Wawi\?/) },
    ]);
  });

  it('is the same one for a document that names it by id and one that names it by name', () => {
    const claims = [
      aClaim({ layers: [wants(300)] }),
      aClaim({
        select: { kind: 'id', id: shop.id.toUpperCase() },
        layers: [wants(undefined, { 'Create orders': plain('true') })],
      }),
    ];
    const { desired, problems } = matchLive(aTenant([shop]), claims);
    expect(problems).toEqual([]);
    expect(desired).toHaveLength(1);
    expect(desired[0]!.interval?.value).toBe(durationOfSeconds(300));
    expect(desired[0]!.options).toHaveLength(1);
  });
});

describe('which option is meant', () => {
  const twins = [anOption(), anOption({ id: 'aaaaaaaa-0000-4000-8000-000000000002' })];

  it('is a problem where two bear the name, and none where the identifier tells', () => {
    const tenant = aTenant([aSync({ options: twins })]);
    const byName = matchLive(tenant, [
      aClaim({ layers: [wants(undefined, { 'Create orders': plain('true') })] }),
    ]);
    expect(byName.problems).toMatchObject([{ code: 'ambiguous-option' }]);
    const byId = matchLive(tenant, [
      aClaim({ layers: [wants(undefined, { [twins[1]!.id]: plain('true') })] }),
    ]);
    expect(byId.problems).toEqual([]);
    expect(byId.desired[0]!.options[0]!.option).toBe(twins[1]);
  });

  it('is asked about where the name is nearly right', () => {
    const { problems } = matchLive(aTenant(), [
      aClaim({ layers: [wants(undefined, { 'Create order': plain('true') })] }),
    ]);
    expect(problems).toMatchObject([{ code: 'unknown-option', hint: 'did you mean `Create orders`?' }]);
  });

  it('is asked about without what may be a secret, where a space is missing after the colon', () => {
    const bound = matchLive(aTenant(), [
      aClaim({ layers: [wants(undefined, { 'Access key:hunter2': plain(null) })] }),
    ]);
    expect(bound.problems[0]!.message).toContain('no option `Access key:(secret)`');
  });

  it('is asked about wherever it is unknown, in each layer of a document', () => {
    const layers = ['One', 'Two'].map((name) => wants(undefined, { [name]: plain('true') }));
    const { problems } = matchLive(aTenant(), [aClaim({ layers })]);
    expect(problems).toMatchObject([{ code: 'unknown-option' }, { code: 'unknown-option' }]);
  });
});

describe('a value that the option cannot hold', () => {
  const withOption = (type: string, text: string | null, required: boolean, acceptsNull = false) =>
    matchLive(aTenant([aSync({ options: [anOption({ type, required })] })], { acceptsNull }), [
      aClaim({ layers: [wants(undefined, { 'Create orders': plain(text) })] }),
    ]);

  it('is a problem that does not show it', () => {
    const { problems } = withOption('Int32', 'hunter2', true);
    expect(problems).toMatchObject([{ code: 'mistyped' }]);
    expect(JSON.stringify(problems)).not.toContain('hunter2');
  });

  it('may be null only where the API can say so and the option need not be there', () => {
    expect(withOption('string', null, true, true).problems).toMatchObject([{ code: 'required-null' }]);
    expect(withOption('string', null, false, false).problems).toMatchObject([{ code: 'null-not-supported' }]);
    expect(withOption('string', null, false, true).problems).toEqual([]);
  });
});

describe('several documents on one sync', () => {
  const claim = (rank: 1 | 2 | 3, seconds: number) => aClaim({ rank, layers: [wants(seconds)] });

  it('the one that names its tenant beats labels, and labels beat all', () => {
    const { desired, problems } = matchLive(aTenant(), [claim(1, 60), claim(3, 180), claim(2, 120)]);
    expect(problems).toEqual([]);
    expect(desired[0]!.interval?.value).toBe(durationOfSeconds(180));
  });

  it('two of one rank at odds are a problem that names both places', () => {
    const [one, other] = [claim(2, 60), claim(2, 120)];
    const { problems } = matchLive(aTenant(), [one, other]);
    expect(problems).toMatchObject([
      {
        code: 'conflict',
        origin: one.layers[0]!.interval!.origin,
        related: other.layers[0]!.interval!.origin,
      },
    ]);
  });

  it('two of one rank at odds are none where a higher one decides', () => {
    const { desired, problems } = matchLive(aTenant(), [claim(1, 60), claim(1, 120), claim(2, 180)]);
    expect(problems).toEqual([]);
    expect(desired[0]!.interval?.value).toBe(durationOfSeconds(180));
  });

  it('may say the same in other words', () => {
    const say = (text: string) => aClaim({ layers: [wants(undefined, { 'Create orders': plain(text) })] });
    expect(matchLive(aTenant(), [say('true'), say('True')]).problems).toEqual([]);
  });

  it('decide field by field', () => {
    const claims = [
      aClaim({ rank: 1, layers: [wants(60, { 'Create orders': plain('true') })], mode: located('observe') }),
      aClaim({ rank: 3, layers: [wants(120)] }),
    ];
    const [desired] = matchLive(aTenant(), claims).desired;
    expect(desired).toMatchObject({ mode: 'observe', interval: { value: durationOfSeconds(120) } });
    expect(desired!.options).toHaveLength(1);
  });

  it('a window overlays its own document only, by whatever spelling of the option', () => {
    const id = anOption().id;
    const layers = [wants(60, { 'Create orders': plain('false') }), wants(120, { [id]: plain('true') })];
    const { desired, problems } = matchLive(aTenant(), [aClaim({ layers })]);
    expect(problems).toEqual([]);
    expect(desired[0]!.interval?.value).toBe(durationOfSeconds(120));
    expect(desired[0]!.options[0]!.value.value).toEqual(plain('true'));
  });
});

describe('an option that the ERP stores once for several syncs', () => {
  const on = (salesChannel: string, text: string) =>
    aClaim({
      select: { kind: 'name', name: 'Ebay', salesChannel },
      layers: [wants(undefined, { 'Create orders': plain(text) })],
    });

  it('cannot have two values', () => {
    const { problems } = matchLive(aTenant([shop, market]), [on('Shop', 'true'), on('eBay DE', 'false')]);
    expect(problems).toMatchObject([{ code: 'shared-option' }]);
    expect(problems[0]!.related).toBeDefined();
  });

  it('may have one value, twice', () => {
    expect(matchLive(aTenant([shop, market]), [on('Shop', 'true'), on('eBay DE', 'True')]).problems).toEqual(
      [],
    );
  });

  it('cannot be one secret here and another there', () => {
    const secret = (salesChannel: string, name: string) =>
      aClaim({
        select: { kind: 'name', name: 'Ebay', salesChannel },
        layers: [wants(undefined, { 'Create orders': env(name) })],
      });
    expect(
      matchLive(aTenant([shop, market]), [secret('Shop', 'A'), secret('eBay DE', 'B')]).problems,
    ).toMatchObject([{ code: 'shared-option' }]);
    expect(
      matchLive(aTenant([shop, market]), [secret('Shop', 'A'), secret('eBay DE', 'A')]).problems,
    ).toEqual([]);
  });
});
