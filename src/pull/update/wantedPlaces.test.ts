import { expect, it } from 'vitest';
import { aClaim, aTenant, plain, wishes } from '../../../test/support/build.ts';
import { foldedRef, wantedPlacesOn } from './wantedPlaces.ts';

const tenant = aTenant();
const fields = (...claims: Parameters<typeof aClaim>[0][]) =>
  wantedPlacesOn(
    tenant,
    claims.map((one) => aClaim(one)),
  ).map(({ field, rank, isInWindow }) => [field.field, rank, isInWindow]);

it('of several documents those of the highest rank have a say, field by field', () => {
  expect(
    fields(
      { rank: 3, layers: [wishes(300)] },
      { rank: 1, layers: [wishes(60, { 'Create orders': plain('true') })] },
    ),
  ).toEqual([
    ['interval', 3, false],
    ['configs', 1, false],
  ]);
});

it('of one document the last layer, which is that of a window, decides', () => {
  expect(fields({ layers: [wishes(300), wishes(60)] })).toEqual([['interval', 3, true]]);
});

it('what names no sync of the tenant has no say', () => {
  expect(fields({ select: { kind: 'name', name: 'Amazon' } })).toEqual([]);
});

it('an identifier means the same option whatever the case of its letters', () => {
  const ref = (id: string) =>
    ({ tenant: 'acme', sync: { id: 's' }, field: { field: 'configs', option: { id } } }) as const;
  expect(foldedRef(ref('ABC'))).toEqual(foldedRef(ref('abc')));
});
