import { expect, test } from 'vitest';
import {
  aPass,
  aState,
  aSyncState,
  aTenantState,
  noon,
  tenantsOf,
} from '../../../test/support/daemonState.ts';
import { bare, facts, failing, sick, told } from '../../../test/support/status.ts';
import type { DaemonState } from '../state.ts';
import { type StatusFacts, statusJson } from './json.ts';
import { wrongsOf } from './wrongs.ts';

const kinds = (state: DaemonState, more: Partial<StatusFacts> = {}) =>
  wrongsOf(statusJson(state, { ...facts, ...more })).map(({ kind }) => kind);

const tenant = (changes: Parameters<typeof aTenantState>[0]) =>
  aState({ tenants: tenantsOf(aTenantState(changes)) });

test('nothing is wrong where all is well', () => {
  expect(kinds(aState())).toEqual([]);
});

test('what differs and is only observed is told apart from what is to be corrected', () => {
  const differs = aSyncState({ status: 'OutOfSync' });
  const observed = { ...differs, mode: 'observe' } as const;
  expect(kinds(tenant({ syncs: [observed] }))).toEqual(['observed']);
  expect(kinds(tenant({ syncs: [differs, observed] }))).toEqual(['outOfSync', 'observed']);
});

test('the worst comes first', () => {
  const all = kinds(sick, { ...told('acme', { health: 'Degraded' }), alive: false, ready: false });
  expect(all).toEqual([
    'stuck',
    'failing',
    'badTree',
    'blocked',
    'refused',
    'outOfSync',
    'observed',
    'contested',
    'degraded',
  ]);
});

test.each([
  ['the first pass is under way', bare(), {}, ['starting']],
  [
    'a pass came to nothing, and nobody knows why',
    aState({ lastPass: aPass({ result: 'incomplete' }) }),
    {},
    ['incomplete'],
  ],
  ['there are no tenants', aState({ tenants: new Map() }), {}, ['noTenants']],
  ['nobody has looked yet', tenant({ syncs: [aSyncState({ status: 'Unknown' })] }), {}, ['unseen']],
  [
    'a tenant is down, its syncs are not told of',
    tenant({ failing, syncs: [aSyncState({ status: 'Unknown' })] }),
    {},
    ['failing'],
  ],
  ['nothing can be remembered', aState({ storage: { since: noon, error: 'ENOSPC' } }), {}, ['storage']],
  ['all that differs is left alone', aState({ lastPass: aPass({ result: 'held' }) }), {}, ['held']],
  ['it is not ready for no other reason', aState(), { ready: false }, ['notReady']],
] as const)('%s', (_, state, more, expected) => {
  expect(kinds(state, more)).toEqual(expected);
});
