import { expect, it } from 'vitest';
import { aClaim, anOption, aSync, aTenant, plain, wants } from '../../../test/support/build.ts';
import type { FieldId } from '../../model/fields/index.ts';
import type { ObservedSync } from '../../model/observed.ts';
import { cellKey, wantedPlacesOn } from './wantedPlaces.ts';

const tenant = aTenant();
const fields = (...claims: Parameters<typeof aClaim>[0][]) =>
  wantedPlacesOn(
    tenant,
    claims.map((one) => aClaim(one)),
  ).map(({ sync, field, rank, isInWindow }) => [
    sync.options.find(({ id }) => id === field.option?.id)?.name ?? field.field,
    rank,
    isInWindow,
  ]);

it('of several documents those of the highest rank have a say, field by field', () => {
  expect(
    fields(
      { rank: 3, layers: [wants(300)] },
      { rank: 1, layers: [wants(60, { 'Create orders': plain('true') })] },
    ),
  ).toEqual([
    ['interval', 3, false],
    ['Create orders', 1, false],
  ]);
});

it('of one document the last layer, which is that of a window, decides', () => {
  expect(fields({ layers: [wants(300), wants(60)] })).toEqual([['interval', 3, true]]);
});

it('what names no sync of the tenant has no say', () => {
  expect(fields({ select: { kind: 'name', name: 'Amazon' } })).toEqual([]);
});

it('an option is one cell for all syncs of a tenant, an interval one for each', () => {
  const [one, other] = [aSync({ id: 'a' }), aSync({ id: 'b' })];
  const [option, interval] = [{ field: 'configs', option: anOption() }, { field: 'interval' }] as const;
  const key = (sync: ObservedSync, field: FieldId) => cellKey({ tenant: 'acme', sync, field });
  expect(key(one, option)).toBe(key(other, option));
  expect(key(one, interval)).not.toBe(key(other, interval));
});
