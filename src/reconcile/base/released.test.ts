import { expect, it } from 'vitest';
import { aClaim, anOption, aSync, aTenant, plain, wants } from '../../../test/support/build.ts';
import type { Claim } from '../../model/claim.ts';
import { matchLive } from '../matchLive.ts';
import { released } from './released.ts';

const tenant = aTenant([aSync({ options: [anOption({ name: 'Items', type: 'int', value: '1' })] })]);
const wanting = (...layer: Parameters<typeof wants>) => aClaim({ layers: [wants(...layer)] });

it('names what the base wanted and nobody wants any more, of syncs that documents still name and of others', () => {
  const desired = (claims: readonly Claim[]) => matchLive(tenant, claims).desired;
  const then = [wanting(300, { Items: plain('5') })];
  const left = (now: readonly Claim[]) =>
    released('acme', desired(then), desired(now)).flatMap(({ fields }) =>
      fields.map(({ field, option }) => option?.name ?? field),
    );
  expect(left([])).toEqual(['interval', 'Items']);
  expect(left([wanting(301)])).toEqual(['Items']);
  expect(left(then)).toEqual([]);
});
