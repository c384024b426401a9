import { describe, expect, it } from 'vitest';
import { aClaim, aTenant, located, plain, wants } from '../../../test/support/build.ts';
import type { Claim } from '../../model/claim.ts';
import { findDrift, type Narrowing } from './drift.ts';

const all: Narrowing = { syncs: [], fields: [] };
const claims = [aClaim({ layers: [wants(300, { 'Create orders': plain('true') })] })];
const find = (narrowing: Narrowing = all, some: readonly Claim[] = claims) =>
  findDrift([aTenant()], some, () => undefined, narrowing);

describe('drift', () => {
  it('is each field in which the live state differs from what is wanted', () => {
    expect(find().drifts.map(({ field }) => [field.field, field.before])).toEqual([
      ['interval', expect.anything()],
      ['configs', 'false'],
    ]);
    expect(find(all, [aClaim({ layers: [wants(600)] })]).drifts).toEqual([]);
  });

  it('of a suspended sync is found too, and marked', () => {
    const suspended = [aClaim({ suspend: located({ reason: 'freeze' }) })];
    expect(find(all, suspended).drifts).toMatchObject([{ isSuspended: true }]);
  });

  it('is asked for where the narrowing names it, by name, by name and channel or by identifier', () => {
    const asked = (narrowing: Partial<Narrowing>) =>
      find({ ...all, ...narrowing }).drifts.map(({ isAsked }) => isAsked);
    expect(asked({ fields: ['interval'] })).toEqual([true, false]);
    expect(asked({ fields: ['Create orders'], syncs: ['Ebay (Shop)'] })).toEqual([false, true]);
    expect(asked({ syncs: ['3C90C3CC-0d44-4b50-8888-8dd25736052a'] })).toEqual([true, true]);
  });

  it('that is asked for by a name that nothing has is a problem with what was meant', () => {
    expect(find({ ...all, syncs: ['Ebai'] }).problems).toMatchObject([
      { code: 'unknown-sync', hint: 'there is `Ebay (Shop)`' },
    ]);
    expect(find({ ...all, fields: ['intervall'] }).problems).toMatchObject([
      { code: 'unknown-field', hint: 'did you mean `interval`?' },
    ]);
  });
});
