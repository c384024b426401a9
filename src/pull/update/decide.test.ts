import { describe, expect, it } from 'vitest';
import { aClaim, aTenant, located, plain, wants } from '../../../test/support/build.ts';
import type { Claim } from '../../model/claim.ts';
import { decide } from './decide.ts';
import { findDrift } from './drift.ts';
import type { Token } from './tokens.ts';

const token: Token = { start: 0, end: 1, style: 'plain', inFlow: false, isShared: false, text: 'x' };

function decided(claims: readonly Claim[], found: (line: number) => Token | undefined = () => token) {
  const tenants = [aTenant()];
  const { drifts } = findDrift(tenants, claims, () => undefined, { syncs: [], fields: [] });
  const decision = decide({
    drifts,
    tenants,
    troubled: new Set(),
    claims,
    findToken: ({ line }) => found(line),
    keyOf: ({ file, line }) => `${file}:${line}`,
    whySecret: () => undefined,
  });
  return {
    written: decision.places.map(({ value }) => value.kind),
    refused: decision.leftAlone.map(({ reason }) => reason.kind),
  };
}

describe('a drifted value', () => {
  it('is written where the document names the tenant', () => {
    const claims = [aClaim({ layers: [wants(300, { 'Create orders': plain('true') })] })];
    expect(decided(claims)).toEqual({ written: ['interval', 'text'], refused: [] });
  });

  it.each([
    ['all', aClaim({ rank: 1 })],
    ['labels', aClaim({ rank: 2 })],
    ['window', aClaim({ layers: [wants(undefined), wants(60)] })],
  ])('stays where the document holds for more (%s)', (kind, claim) => {
    expect(decided([claim])).toEqual({ written: [], refused: [kind] });
  });

  it('stays where nothing is written, or an anchor is', () => {
    expect(decided([aClaim()], () => undefined).refused).toEqual(['empty']);
    expect(decided([aClaim()], () => ({ ...token, isShared: true })).refused).toEqual(['anchor']);
  });

  it('stays where another tenant that was not read has the same document', () => {
    const claim = aClaim();
    expect(decided([claim, { ...claim, tenant: 'globex' }]).refused).toEqual(['otherTenant']);
  });

  it('stays where one of several places that ask for it must stay', () => {
    const [one, other] = [
      aClaim(),
      aClaim({ sync: located({ kind: 'name', name: 'Ebay', salesChannel: 'Shop' }) }),
    ];
    const kept = other.layers[0]!.interval!.origin.line;
    const { written, refused } = decided([one, other], (line) => (line === kept ? undefined : token));
    expect(written).toEqual([]);
    expect(refused).toHaveLength(1);
  });
});
