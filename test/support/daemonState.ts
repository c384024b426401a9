import type { DaemonState, FinishedPass, SyncState, TenantState } from '../../src/daemon/state.ts';
import { durationOfSeconds } from '../../src/model/duration.ts';
import type { FieldChange } from '../../src/model/fields/index.ts';
import { Concealed } from '../../src/model/secret.ts';
import { at } from './build.ts';

export const noon = Date.parse('2026-03-04T12:00:00Z');
export const minute = 60_000;

export function aPass(changes: Partial<FinishedPass> = {}): FinishedPass {
  const counts = { tenants: 1, syncs: 1, inSync: 1, changes: 0, values: 0, suspended: 0, observed: 0 };
  const rest = { unmanaged: 0, unmanagedOptions: 0, problems: 0, failures: 0 };
  return {
    number: 7,
    reasons: ['schedule'],
    startedAt: noon - minute,
    finishedAt: noon - minute + 250,
    result: 'inSync',
    planId: `sha256:${'a'.repeat(64)}`,
    revision: 'c0ffee',
    treeHash: `sha256:${'b'.repeat(64)}`,
    summary: { ...counts, ...rest },
    ...changes,
  };
}

/** A daemon that is well: one pass has finished, and the next is due in four minutes. */
export function aState(changes: Partial<DaemonState> = {}): DaemonState {
  return {
    startedAt: noon - 60 * minute,
    now: noon,
    period: 5 * minute,
    nextPassAt: noon + 4 * minute,
    lastPass: aPass(),
    lastSuccessAt: noon - minute,
    inForce: { revision: 'c0ffee', treeHash: `sha256:${'b'.repeat(64)}`, since: noon - 30 * minute },
    problems: [],
    refusals: [],
    tenants: tenantsOf(aTenantState()),
    efforts: new Map(),
    ...changes,
  };
}

export function tenantsOf(...tenants: readonly TenantState[]): DaemonState['tenants'] {
  return new Map(tenants.map((tenant) => [tenant.name, tenant]));
}

export function aTenantState(changes: Partial<TenantState> = {}): TenantState {
  return {
    name: 'acme',
    version: '2.0',
    seenAt: noon - minute,
    syncs: [aSyncState()],
    unmanaged: 2,
    ...changes,
  };
}

export function aSyncState(changes: Partial<SyncState> & { readonly name?: string } = {}): SyncState {
  const { name = 'Ebay', ...rest } = changes;
  const sync = { id: `id-of-${name}`, name, salesChannel: 'Shop' };
  return { sync, status: 'Synced', mode: 'enforce', drift: [], contested: [], ...rest };
}

/** Of so many seconds. */
export function intervalDrift(before: number, after: number): FieldChange {
  return {
    field: 'interval',
    before: durationOfSeconds(before),
    after: durationOfSeconds(after),
    cause: 'live',
    origin: at(),
  };
}

export const oldSecret = 'hunter2-as-it-was';
export const newSecret = 'hunter2-as-it-should-be';

export function secretDrift(): FieldChange {
  return {
    field: 'configs',
    option: { id: 'option-1', name: 'Access key', type: 'string' },
    before: new Concealed(oldSecret),
    after: new Concealed(newSecret),
    secret: { ref: { env: 'EBAY_KEY' }, folder: '/' },
    cause: 'live',
    origin: at(),
  };
}
