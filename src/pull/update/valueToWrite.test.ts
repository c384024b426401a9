import { expect, it } from 'vitest';
import { aClaim, anOption, aSync, aTenant, plain, wants } from '../../../test/support/build.ts';
import type { ObservedOption } from '../../model/fields/kind.ts';
import type { Drift } from './disagreement.ts';
import { findDrift } from './drift.ts';
import { isReason } from './reason.ts';
import { valueToWrite } from './valueToWrite.ts';
import { wantedPlacesOn } from './wantedPlaces.ts';

/** What may be written of one drifted option. */
function written(live: Partial<ObservedOption>, wanted: string, change: Partial<Drift> = {}) {
  const tenant = aTenant([aSync({ options: [anOption(live)] })]);
  const name = live.name ?? 'Create orders';
  const claims = [aClaim({ layers: [wants(undefined, { [name]: plain(wanted) })] })];
  const { drifts } = findDrift([tenant], claims, () => undefined, { syncs: [], fields: [] });
  const why = (option: string) => (/key/i.test(option) ? 'its name looks like a secret' : undefined);
  const value = valueToWrite(
    drifts.map((one) => ({ ...one, ...change })),
    wantedPlacesOn(tenant, claims),
    why,
  );
  return isReason(value) ? value.kind : value;
}

it('the live value is written in a spelling that documents may use', () => {
  expect(written({ value: 'False' }, 'true')).toEqual({ kind: 'text', text: 'false' });
});

it.each<[string, string, Partial<ObservedOption>, Partial<Drift>]>([
  ['what Wawi has no value for', 'noValue', { value: null, required: false }, {}],
  ['what its type cannot hold', 'unfit', { type: 'Int32', value: 'many' }, {}],
  ['what may be a secret', 'secret', { name: 'Access key', type: 'string', value: 'canary' }, {}],
  ['what a suspension holds', 'suspended', {}, { isSuspended: true }],
  ['what the narrowing leaves out', 'narrowed', {}, { isAsked: false }],
])('%s is not written (%s)', (_, reason, live, change) => {
  expect(written(live, live.type === 'Int32' ? '5' : 'true', change)).toBe(reason);
});
