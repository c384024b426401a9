import { eventsBetween } from '../../src/daemon/events/between.ts';
import type { FinishedNews } from '../../src/daemon/state.ts';
import {
  type DaemonState,
  type FinishedPass,
  firstState,
  passId,
  type SyncState,
  type TenantState,
} from '../../src/daemon/state.ts';
import { durationOfSeconds } from '../../src/model/duration.ts';
import type { FieldChange } from '../../src/model/fields/index.ts';
import { Concealed } from '../../src/model/secret.ts';
import type { Report } from '../../src/reconcile/report.ts';
import { at } from './build.ts';

export const noon = Date.parse('2026-03-04T12:00:00Z');
export const minute = 60_000;

export function aPass(changes: Partial<FinishedPass> = {}): FinishedPass {
  const counts = { tenants: 1, syncs: 1, inSync: 1, changes: 0, values: 0, suspended: 0, observed: 0 };
  const rest = { unmanaged: 0, unmanagedOptions: 0, problems: 0, failures: 0 };
  return {
    id: passId(noon - minute, 7),
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
    ...firstState(noon - 60 * minute),
    now: noon,
    period: 5 * minute,
    nextPassAt: noon + 4 * minute,
    lastPass: aPass(),
    lastSuccessAt: noon - minute,
    inForce: { revision: 'c0ffee', treeHash: `sha256:${'b'.repeat(64)}`, since: noon - 30 * minute },
    tenants: tenantsOf(aTenantState()),
    ...changes,
  };
}

/** Passes one after another, each of which leaves the given state: what is news of each. */
export function aStream(): (report: Report, state: DaemonState) => FinishedNews {
  let before = firstState(noon);
  let passes = 0;
  return (report, { lastPass = aPass(), ...state }) => {
    const after = { ...state, lastPass: { ...lastPass, number: lastPass.number + passes++ } };
    const { events, told } = eventsBetween(before, after, report);
    before = { ...after, told };
    return { report, state: before, events };
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
    problems: [],
    syncs: [aSyncState()],
    unmanaged: ['Kaufland', 'Otto'].map((name) => ({ id: `id-of-${name}`, name, salesChannel: null })),
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
