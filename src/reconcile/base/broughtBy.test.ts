import { describe, expect, it } from 'vitest';
import { aClaim, anOption, aSync, aTenant, env, located, plain, wants } from '../../../test/support/build.ts';
import type { Claim } from '../../model/claim.ts';
import { durationOfSeconds } from '../../model/duration.ts';
import { Concealed } from '../../model/secret.ts';
import { diff } from '../diff.ts';
import { matchLive } from '../matchLive.ts';
import { compare, wereBad } from './broughtBy.ts';

const options = [
  anOption({ id: 'o1', name: 'Items', type: 'int', value: '1' }),
  anOption({ id: 'o2', name: 'Access key', type: 'string', value: 'old' }),
];
const tenant = aTenant([aSync({ interval: durationOfSeconds(600), options })]);

/** What brings each field that differs from `now`, where `then` holds at the base. */
function brought(then: readonly Claim[], now: readonly Claim[]): Record<string, string | undefined> {
  const context = { secret: () => new Concealed('new'), cause: () => 'unknown' as const };
  const { broughtBy } = compare(tenant, then);
  const { changes } = diff(tenant, matchLive(tenant, now).desired, { ...context, broughtBy });
  const fields = changes.flatMap((change) => change.fields);
  return Object.fromEntries(
    fields.map((field) => [field.field === 'configs' ? field.option.name : field.field, field.broughtBy]),
  );
}

const wanting = (...layer: Parameters<typeof wants>) => aClaim({ layers: [wants(...layer)] });
const now = [wanting(300, { Items: plain('5') })];

describe('a field that differs', () => {
  it('was there before where the base wanted the same, by the measure of its type, from whatever place', () => {
    expect(brought([wanting(300, { Items: plain('05') })], now)).toEqual({
      interval: 'before',
      Items: 'before',
    });
    const wider = aClaim({ rank: 1, layers: [wants(1), wants(300)] });
    expect(brought([wider], now)).toEqual({ interval: 'before', Items: 'change' });
  });

  it('is brought by this change where the base wanted something else, or nothing', () => {
    expect(brought([wanting(301, { Items: plain('6') })], now)).toEqual({
      interval: 'change',
      Items: 'change',
    });
    expect(brought([], now)).toEqual({ interval: 'change', Items: 'change' });
    expect(
      brought([aClaim({ tenant: 'acme', select: { kind: 'id', id: tenant.syncs[0]!.id } })], now),
    ).toEqual({
      interval: 'before',
      Items: 'change',
    });
  });

  it('is the same for what a sync is active by', () => {
    const steers = (active: boolean) => [aClaim({ layers: [{ configs: [], active: located(active) }] })];
    const stopped = aTenant([aSync({ active: true, options: [] })]);
    const by = (then: readonly Claim[]) => {
      const { broughtBy, released } = compare(stopped, then);
      const { desired } = matchLive(stopped, steers(false));
      const context = { secret: () => undefined, cause: () => 'unknown' as const, broughtBy };
      const [change] = diff(stopped, desired, context).changes;
      return [change?.fields[0]?.broughtBy, released([]).flatMap(({ fields }) => fields)];
    };
    expect(by(steers(false))).toEqual(['before', [{ field: 'active' }]]);
    expect(by(steers(true))).toEqual(['change', [{ field: 'active' }]]);
    expect(by([])).toEqual(['change', []]);
  });

  it('as a secret was there before where the reference is the same, which nobody reads for that', () => {
    const key = (value: ReturnType<typeof env>) => [wanting(undefined, { 'Access key': value })];
    expect(brought(key(env('KEY')), key(env('KEY')))).toEqual({ 'Access key': 'before' });
    expect(brought(key(env('OTHER')), key(env('KEY')))).toEqual({ 'Access key': 'change' });
    expect(brought(key(plain('new')), key(env('KEY')))).toEqual({ 'Access key': 'change' });
  });

  it('is brought by whoever ends a suspension, or lets what was observed be written', () => {
    const then = (more: Partial<Claim>) => [aClaim({ layers: [wants(300)], ...more })];
    const interval = [wanting(300)];
    expect(brought(then({ suspend: located({ reason: 'freeze' }) }), interval)).toEqual({
      interval: 'change',
    });
    expect(brought(then({ mode: located('observe' as const) }), interval)).toEqual({ interval: 'change' });
    const observed = then({ mode: located('observe' as const) });
    expect(brought(observed, observed)).toEqual({ interval: 'before' });
    expect(brought(interval, observed)).toEqual({ interval: 'before' });
  });
});

it('counts all of a tenant as brought by this change, and says so, where the base had problems there', () => {
  const bad = [...now, wanting(undefined, { Itms: plain('5') })];
  expect(brought(bad, now)).toEqual({ interval: 'change', Items: 'change' });
  const problems = [bad, now, bad].map((claims) => compare(tenant, claims).problems);
  expect(wereBad(problems)).toMatchObject([
    {
      code: 'bad-base',
      message: expect.stringMatching(/^at the base, the documents of 2 tenants had problems/),
    },
  ]);
  expect(wereBad([[], []])).toEqual([]);
});
