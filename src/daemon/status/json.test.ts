import { describe, expect, test } from 'vitest';
import {
  aState,
  aSyncState,
  aTenantState,
  intervalDrift,
  newSecret,
  noon,
  oldSecret,
  tenantsOf,
} from '../../../test/support/daemonState.ts';
import { bare, facts, sick, told } from '../../../test/support/status.ts';
import { isStatusJson } from '../../generated/validators/status.js';
import { statusJson, statusOfTenants } from './json.ts';

describe('the status as JSON', () => {
  test.each([
    ['when all is well', aState()],
    ['with all that can be wrong', sick],
    ['before the first pass', { ...bare(), now: noon }],
  ])('is as its schema says, %s', (_, state) => {
    isStatusJson(statusJson(state, told('acme', { lastSync: noon, nextSync: noon })));
    expect(isStatusJson.errors).toBeNull();
  });

  test('of a daemon that has just started says what is not known yet', () => {
    expect(statusJson(bare(), { ...facts, watchMode: undefined })).toMatchObject({
      daemon: { watchMode: null, period: null, nextPassAt: null, lastSuccessAt: null, inForce: null },
      lastPass: null,
      badTree: null,
      tenants: [],
    });
  });

  test('keeps the two axes apart: what is as it should be may fare badly, and the other way round', () => {
    const syncs = [
      aSyncState(),
      aSyncState({ name: 'Amazon', status: 'OutOfSync', drift: [intervalDrift(600, 300)] }),
    ];
    const health = told('acme', { health: 'Degraded' }, { id: 'id-of-Amazon', health: 'Healthy' });
    const status = statusJson(aState({ tenants: tenantsOf(aTenantState({ syncs })) }), health);
    expect(status.tenants[0]!.syncs).toMatchObject([
      { status: 'Synced', health: 'Degraded' },
      { status: 'OutOfSync', health: 'Healthy' },
    ]);
  });

  test('a sync that our document suspends is not one that the worker has suspended', () => {
    const suspension = { reason: 'freeze' };
    const state = aState({ tenants: tenantsOf(aTenantState({ syncs: [aSyncState({ suspension })] })) });
    expect(statusJson(state, told('acme', {})).tenants[0]!.syncs[0]).toMatchObject({
      health: 'Healthy',
      suspension: { reason: 'freeze', until: null },
    });
    expect(statusJson(aState(), told('acme', { health: 'Suspended' })).tenants[0]!.syncs[0]).toMatchObject({
      health: 'Suspended',
      suspension: null,
    });
  });

  test('of what the worker has not told, says Unknown', () => {
    const [tenant] = statusJson(aState(), told('acme', { id: 'another' })).tenants;
    expect(tenant!.syncs[0]).toMatchObject({ health: 'Unknown', lastSync: null, nextSync: null });
    expect(statusJson(aState(), facts).tenants[0]).toMatchObject({ healthAt: null });
  });

  test('tells of a tenant that cannot be reached why, since when and when it is tried again', () => {
    expect(statusJson(sick, facts).tenants[1]).toMatchObject({
      failing: {
        code: 'unreachable',
        message: 'connection refused',
        since: '2026-03-04T11:50:00.000Z',
        times: 4,
        retryAt: '2026-03-04T12:04:00.000Z',
      },
      syncs: [{ status: 'Unknown' }],
    });
  });

  test('names the pass as the journal does, and how long it took', () => {
    expect(statusJson(aState(), facts).lastPass).toMatchObject({
      id: '2026-03-04T11:59:00.000Z#7',
      number: 7,
      reasons: ['schedule'],
      milliseconds: 250,
    });
  });

  test('shows no secret, neither as it is nor as it should be', () => {
    const text = JSON.stringify(statusJson(sick, facts));
    expect(text).not.toContain(oldSecret);
    expect(text).not.toContain(newSecret);
    expect(text).toContain('(secret)');
  });

  test('of some tenants counts those alone', () => {
    const all = statusJson(sick, facts);
    expect(all.summary).toMatchObject({ tenants: 2, failing: 1, syncs: 5, contested: 1, suspended: 1 });
    const some = statusOfTenants(all, ['globex']);
    expect(some.tenants.map(({ name }) => name)).toEqual(['globex']);
    expect(all.unmanaged?.map(({ tenant, sync }) => `${tenant} ${sync.name}`)).toContain('acme Otto');
    expect(new Set(some.unmanaged?.map(({ tenant }) => tenant))).toEqual(new Set(['globex']));
    expect(some.summary).toMatchObject({
      tenants: 1,
      syncs: 1,
      status: { Synced: 0, OutOfSync: 0, Unknown: 1 },
      contested: 0,
    });
  });
});
