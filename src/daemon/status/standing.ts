import { createOnce } from '../../base/collections.ts';
import { timeOrNull, timeText } from '../../base/timestamp.ts';
import type {
  Halted as HaltedJson,
  StatusJson,
  Sync as SyncJson,
  Tenant as TenantJson,
} from '../../generated/status.ts';
import { fieldJson } from '../../model/fields/index.ts';
import { healths, type WorkerStatus } from '../../model/health.ts';
import { nextStepFor } from '../../problems/codes.ts';
import { problemJson } from '../../report/json.ts';
import { unmanagedIn } from '../../report/unmanaged.ts';
import { refusedChanges } from '../approval.ts';
import type { Failing } from '../backOff.ts';
import type { Halted } from '../events/event.ts';
import { haltedFor } from '../events/halted.ts';
import {
  type DaemonState,
  type HealthReading,
  type HealthReadings,
  type SyncState,
  type SyncStatus,
  type TenantState,
  tenantProblems,
} from '../state.ts';

/** What a status tells of tenants: nothing in it moves with the clock alone. */
type StandingJson = Required<Pick<StatusJson, 'summary' | 'tenants' | 'problems' | 'unmanaged' | 'halted'>>;

const once = createOnce<StandingJson>();

/** How the tenants stand. It stays the very same until one of what it is made from is another, however many ask. */
export function standing(state: DaemonState, health: HealthReadings): StandingJson {
  const { tenants, problems, told, settings, readings, refused } = state;
  return once(tenants, [problems, told, settings, readings, refused, health], () =>
    standingJson(state, health),
  );
}

function standingJson(state: DaemonState, health: HealthReadings): StandingJson {
  const all = [...state.tenants.values()];
  const refused = refusedChanges(state);
  const tenants = all.map((tenant) => {
    const json = tenantJsonOnce(tenant, health.get(tenant.name));
    const changes = refused.get(tenant.name);
    return changes ? { ...json, refused: changes.length } : json;
  });
  // What was heard since the last pass counts here too.
  const readings = new Map([...state.readings, ...health]);
  const halted = haltedFor({ ...state, readings }).map(haltedJson);
  return {
    ...{ summary: summarise(tenants, halted), tenants, halted },
    problems: [...state.problems, ...tenantProblems(state)].map(problemJson),
    unmanaged: unmanagedIn(all),
  };
}

function haltedJson({ tenant, sync, state, since, seenAt }: Halted): HaltedJson {
  return { tenant, sync, state, since: timeText(since), seenAt: timeText(seenAt) };
}

const tenantOnce = createOnce<TenantJson>();

/** A tenant stays as it is from pass to pass, while its workers tell the same. */
function tenantJsonOnce(tenant: TenantState, health: HealthReading | undefined): TenantJson {
  return tenantOnce(tenant, [health?.statuses, health?.at], () => tenantJson(tenant, health));
}

function tenantJson(tenant: TenantState, health: HealthReading | undefined): TenantJson {
  const { name, version, failing, problems, seenAt, unmanaged, syncs } = tenant;
  const told = new Map(health?.statuses.map((status) => [status.id, status]));
  return {
    name,
    apiVersion: version,
    failing: failing ? failingJson(failing) : null,
    problems: problems.length,
    seenAt: timeOrNull(seenAt),
    healthAt: timeOrNull(health?.at),
    unmanaged: unmanaged.length,
    syncs: syncs.map((sync) => syncJson(sync, told.get(sync.sync.id))),
  };
}

function failingJson({ failure, since, times, retryAt }: Failing): NonNullable<TenantJson['failing']> {
  const { code, message } = failure;
  const hint = nextStepFor(failure);
  return { code, message, hint, since: timeText(since), times, retryAt: timeText(retryAt) };
}

function syncJson(state: SyncState, told: WorkerStatus | undefined): SyncJson {
  const { sync, status, mode, suspension, byClock, drift, contested } = state;
  return {
    sync: { id: sync.id, name: sync.name, salesChannel: sync.salesChannel },
    status,
    health: told?.health ?? 'Unknown',
    mode,
    suspension: suspension ? { reason: suspension.reason, until: timeOrNull(suspension.until) } : null,
    ...(byClock && {
      windows: (byClock.windows ?? []).map(({ window: { start, closes }, fields }) => ({
        start: start.value,
        until: timeOrNull(closes),
        fields: [...fields],
      })),
      nextEdgeAt: timeOrNull(byClock.nextEdgeAt),
    }),
    drift: drift.map(fieldJson),
    contested: contested.map(({ field, writes, nextAt }) => ({
      field: fieldJson(field),
      writes,
      nextAt: timeText(nextAt),
    })),
    lastSync: timeOrNull(told?.lastSync),
    nextSync: timeOrNull(told?.nextSync),
  };
}

const statuses = ['Synced', 'OutOfSync', 'Unknown'] as const satisfies readonly SyncStatus[];

/** How many there are of each. */
export function summarise(
  tenants: readonly TenantJson[],
  halted: readonly HaltedJson[] = [],
): StatusJson['summary'] {
  const syncs = tenants.flatMap((tenant) => tenant.syncs);
  return {
    tenants: tenants.length,
    failing: tenants.filter(({ failing }) => failing !== null).length,
    syncs: syncs.length,
    status: tally(statuses, (word) => syncs.filter(({ status }) => status === word)),
    health: tally(healths, (word) => syncs.filter(({ health }) => health === word)),
    contested: syncs.flatMap(({ contested }) => contested).length,
    suspended: syncs.filter(({ suspension }) => suspension !== null).length,
    unmanaged: tenants.reduce((sum, { unmanaged }) => sum + unmanaged, 0),
    halted: halted.length,
  };
}

function tally<Word extends string>(words: readonly Word[], found: (word: Word) => readonly unknown[]) {
  return Object.fromEntries(words.map((word) => [word, found(word).length])) as Record<Word, number>;
}
