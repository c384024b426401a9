import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aClaim, located, plain, wants } from '../../test/support/build.ts';
import type { Claim } from '../model/claim.ts';
import { toShort } from '../model/duration.ts';
import { chainOf, merge, type OptionRules } from './merge.ts';

const bySpelling: OptionRules<string> = {
  key: ({ option }) => (option.value === 'Nowhere' ? undefined : option.value),
  equal: (_, a, b) => JSON.stringify(a) === JSON.stringify(b),
};

function merged(...claims: readonly Claim[]) {
  const { scalars, options, unknown, mode, suspension, problems } = merge(claims, bySpelling);
  return {
    interval: scalars.interval && toShort(scalars.interval.value),
    options: Object.fromEntries(options.map(({ key, entry }) => [key, entry.value.value])),
    unknown: unknown.map(({ option }) => option.value),
    mode,
    suspension,
    codes: problems.map(({ code }) => code),
  };
}

describe('of several documents about one sync', () => {
  it('the highest rank wins, field by field', () => {
    const all = aClaim({ rank: 1, layers: [wants(60, { A: plain('all'), B: plain('all') })] });
    const own = aClaim({ rank: 3, layers: [wants(undefined, { A: plain('own') })] });
    expect(merged(all, own)).toMatchObject({
      interval: '1m',
      options: { A: plain('own'), B: plain('all') },
      mode: 'enforce',
      codes: [],
    });
  });

  it('two of one rank that say the same agree, and two that do not are a problem', () => {
    const [five, ten] = [aClaim({ layers: [wants(300)] }), aClaim({ layers: [wants(600)] })];
    expect(merged(five, aClaim({ layers: [wants(300)] })).codes).toEqual([]);
    expect(merged(five, ten)).toMatchObject({ interval: undefined, codes: ['conflict'] });
    const lower = [
      { ...five, rank: 1 },
      { ...ten, rank: 1 },
    ] as const;
    expect(merged(...lower, aClaim({ rank: 3, layers: [wants(60)] })).codes).toEqual([]);
  });

  it('a problem names both places, and no value of an option', () => {
    const claims = ['canary-1', 'canary-2'].map((text) =>
      aClaim({ layers: [wants(undefined, { Key: plain(text) })] }),
    );
    const { problems } = merge(claims, bySpelling);
    expect(problems).toMatchObject([{ origin: expect.anything(), related: expect.anything() }]);
    expect(JSON.stringify(problems)).not.toContain('canary');
  });

  it('one that suspends or observes the sync does so whatever its rank, and the longest suspension is told', () => {
    const suspended = (rank: Claim['rank'], reason: string, until?: number) =>
      aClaim({ rank, suspend: located({ reason, ...(until !== undefined && { until }) }) });
    const claims = [
      aClaim({ rank: 1, mode: located('observe') }),
      aClaim({ rank: 3, mode: located('enforce') }),
      suspended(3, 'short', 1_000),
      suspended(1, 'long', 2_000),
    ];
    const held = merged(...claims);
    expect(held).toMatchObject({ mode: 'observe', suspension: { reason: 'long' }, codes: [] });
    expect(merged(...claims, suspended(2, 'for ever')).suspension).toEqual({ reason: 'for ever' });
  });

  it('all that has a say is kept, the winner first: by rank, then the last layer of each', () => {
    const all = aClaim({ rank: 1, layers: [wants(60, { A: plain('all') })] });
    const own = aClaim({ rank: 3, layers: [wants(300), wants(undefined, { A: plain('own') }), wants(600)] });
    const { chains } = merge([all, own], bySpelling);
    expect(chainOf(chains.scalars.get('interval')).map(({ layer }) => layer)).toEqual([
      own.layers[2],
      own.layers[0],
      all.layers[0],
    ]);
    expect(chainOf(chains.options.get('A')).map(({ claim }) => claim)).toEqual([own, all]);
  });

  it('an entry without a key is told apart', () => {
    expect(merged(aClaim({ layers: [wants(undefined, { Nowhere: plain('x') })] })).unknown).toEqual([
      'Nowhere',
    ]);
  });

  it('the order in which they come plays no part', () => {
    const claim = fc.record({
      rank: fc.constantFrom(1, 2, 3),
      interval: fc.constantFrom(60, 300, undefined),
    });
    fc.assert(
      fc.property(fc.array(claim, { minLength: 1, maxLength: 5 }), (drawn) => {
        const claims = drawn.map(({ rank, interval }) =>
          aClaim({ rank: rank as Claim['rank'], layers: [wants(interval)] }),
        );
        expect(merge([...claims].reverse(), bySpelling)).toEqual(merge(claims, bySpelling));
      }),
    );
  });
});
