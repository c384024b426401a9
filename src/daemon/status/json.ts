import { createCalendar } from '../../base/calendar.ts';
import { timeOrNull, timeText } from '../../base/timestamp.ts';
import type {
  Halted as HaltedJson,
  StatusJson,
  Sync as SyncJson,
  Tenant as TenantJson,
} from '../../generated/status.ts';
import { durationOfSeconds, toIso } from '../../model/duration.ts';
import { fieldJson } from '../../model/fields/index.ts';
import { formatVersion } from '../../model/formatVersion.ts';
import { healths, type WorkerStatus } from '../../model/health.ts';
import { nextStepFor } from '../../problems/codes.ts';
import { type Approval, type RefusedAt, waysOut } from '../../reconcile/safety/waysOut.ts';
import { allowJson } from '../../report/allow.ts';
import { problemJson } from '../../report/json.ts';
import { unmanagedIn } from '../../report/unmanaged.ts';
import { extentOf, refusedChanges } from '../approval.ts';
import type { Failing } from '../backOff.ts';
import type { Halted } from '../events/event.ts';
import { haltedFor, longestHalt } from '../events/halted.ts';
import {
  type DaemonState,
  type FinishedPass,
  type HealthReading,
  type HealthReadings,
  type SyncState,
  type SyncStatus,
  type TenantState,
  tenantProblems,
} from '../state.ts';

const calendar = createCalendar();

/** How changes of files are noticed: by the system's events, or by looking again and again. */
export type Noticing = 'events' | 'poll';

/** What is to be told along with the daemon's state. */
export type StatusFacts = {
  readonly version: string;
  readonly alive: boolean;
  readonly ready: boolean;
  readonly watchMode: Noticing | undefined;
  readonly health: HealthReadings;
  /** Whether the daemon can be told over HTTP that a plan is right. */
  readonly refusedAt: RefusedAt;
};

/** The state as `schemas/status.schema.json` has it. Secrets stay concealed. */
export function statusJson(state: DaemonState, facts: StatusFacts): StatusJson {
  const allow = state.settings?.safety.allow;
  const refused = refusedChanges(state);
  const tenants = [...state.tenants.values()].map((tenant) => {
    const json = tenantJsonOnce(tenant, facts.health.get(tenant.name));
    const changes = refused.get(tenant.name);
    return changes ? { ...json, refused: changes.length } : json;
  });
  // What was heard since the last pass counts here too.
  const halted = haltedFor({ ...state, readings: new Map([...state.readings, ...facts.health]) }).map(
    haltedJson,
  );
  return {
    formatVersion,
    daemon: daemonJson(state, facts),
    summary: summarise(tenants, halted),
    currentPass: currentPassJson(state),
    lastPass: state.lastPass ? passJson(state.lastPass) : null,
    badTree: state.bad
      ? { since: timeText(state.bad.since), problems: state.bad.problems.map(problemJson) }
      : null,
    problems: [...state.problems, ...tenantProblems(state)].map(problemJson),
    refusals: [...state.refusals],
    refused: state.refused ? refusedJson(state.refused, state, facts) : null,
    approval: state.approval ? approvalJson(state.approval) : null,
    tenants,
    ...(allow && state.now < allow.until && { allow: allowJson(allow) }),
    unmanaged: unmanagedIn([...state.tenants.values()]),
    halted,
  };
}

function haltedJson({ tenant, sync, state, since, seenAt }: Halted): HaltedJson {
  return { tenant, sync, state, since: timeText(since), seenAt: timeText(seenAt) };
}

function refusedJson(
  { plan, since }: NonNullable<DaemonState['refused']>,
  { refusals, settings, now }: DaemonState,
  { refusedAt }: StatusFacts,
): NonNullable<StatusJson['refused']> {
  const extent = extentOf(plan);
  const here = settings && { now, timezone: settings.timezone, calendar };
  return {
    ...{ plan: plan.id, since: timeText(since), values: plan.summary.values, ...extent },
    reasons: [...refusals],
    waysOut: [...waysOut(refusedAt, plan, extent, here)],
  };
}

function approvalJson({ planId, at, until }: Approval): NonNullable<StatusJson['approval']> {
  return { plan: planId, at: timeText(at), until: timeText(until) };
}

function daemonJson(
  state: DaemonState,
  { version, alive, ready, watchMode }: StatusFacts,
): StatusJson['daemon'] {
  const { startedAt, now, period, nextPassAt, lastSuccessAt, inForce, storage } = state;
  const longest = longestHalt(state);
  return {
    version,
    startedAt: timeText(startedAt),
    now: timeText(now),
    ...(state.settings && { timezone: state.settings.timezone }),
    stoppedFor: longest === undefined ? null : isoOf(longest),
    alive,
    ready,
    watchMode: watchMode ?? null,
    period: period === 0 ? null : isoOf(period),
    nextPassAt: timeOrNull(nextPassAt),
    lastSuccessAt: timeOrNull(lastSuccessAt),
    inForce: inForce ? { ...inForce, since: timeText(inForce.since) } : null,
    storage: storage ? { ...storage, since: timeText(storage.since) } : null,
  };
}

/** None is under way where the one begun last is the one finished last. */
function currentPassJson({ pass, lastPass }: DaemonState): NonNullable<StatusJson['currentPass']> | null {
  if (!pass || pass.number === lastPass?.number) return null;
  const { id, number, reasons, startedAt } = pass;
  return { id, number, reasons: [...reasons], startedAt: timeText(startedAt) };
}

function passJson(pass: FinishedPass): NonNullable<StatusJson['lastPass']> {
  const { id, number, reasons, result, startedAt, finishedAt, ...plan } = pass;
  return {
    id,
    number,
    reasons: [...reasons],
    result,
    startedAt: timeText(startedAt),
    finishedAt: timeText(finishedAt),
    milliseconds: finishedAt - startedAt,
    ...plan,
  };
}

type KnownTenant = { readonly health: HealthReading | undefined; readonly json: TenantJson };

/** A tenant stays as it is from pass to pass, however many ask meanwhile. */
const knownTenants = new WeakMap<TenantState, KnownTenant>();

function tenantJsonOnce(tenant: TenantState, health: HealthReading | undefined): TenantJson {
  const known = knownTenants.get(tenant);
  if (known && known.health?.statuses === health?.statuses && known.health?.at === health?.at)
    return known.json;
  const json = tenantJson(tenant, health);
  knownTenants.set(tenant, { health, json });
  return json;
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

/** Of milliseconds. */
function isoOf(milliseconds: number): string {
  return toIso(durationOfSeconds(Math.round(milliseconds / 1000)));
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

/** The same status, of these tenants alone. */
export function statusOfTenants(status: StatusJson, names: readonly string[]): StatusJson {
  const tenants = status.tenants.filter(({ name }) => names.includes(name));
  const unmanaged = status.unmanaged?.filter(({ tenant }) => names.includes(tenant));
  const problems = status.problems.filter(({ tenant }) => tenant === undefined || names.includes(tenant));
  const halted = status.halted?.filter(({ tenant }) => names.includes(tenant));
  return {
    ...{ ...status, summary: summarise(tenants, halted), problems, tenants },
    ...(unmanaged && { unmanaged }),
    ...(halted && { halted }),
  };
}

const statuses = ['Synced', 'OutOfSync', 'Unknown'] as const satisfies readonly SyncStatus[];

function summarise(
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
