import { timeText } from '../base/timestamp.ts';
import type { Desired } from '../desired/desired.ts';
import type { Revision } from '../files/revision.ts';
import type { SourceTree } from '../files/tree.ts';
import type { Change, Standing } from '../model/change.ts';
import type { FieldChange } from '../model/fields/index.ts';
import type { WorkerStatus } from '../model/health.ts';
import type { Mode, Suspension } from '../model/mode.ts';
import type { ApiVersion, Settings, TenantSettings } from '../model/settings.ts';
import type { Problem } from '../problems/problem.ts';
import { onceEach } from '../problems/text.ts';
import type { Refusal } from '../reconcile/outcome.ts';
import type { Plan } from '../reconcile/plan.ts';
import type { PassResult, Report } from '../reconcile/report.ts';
import type { Approval } from '../reconcile/safety/waysOut.ts';
import type { Failing } from './backOff.ts';
import { type Event, nothingTold, type Told } from './events/event.ts';
import type { Due } from './schedule.ts';
import type { WakeReason } from './wakes.ts';

/** What the files say at one moment, good or bad. `settings` have no tenants where nobody can tell who they are. */
export type Inputs = {
  readonly settings: Omit<Settings, 'tenants'> & { readonly tenants: Settings['tenants'] | undefined };
  /** Those of the tenants that this daemon looks after. */
  readonly chosen: readonly TenantSettings[];
  readonly desired: Desired;
};

/** Inputs without a problem. */
export type Enforced = Pick<Inputs, 'settings' | 'chosen'> & { readonly tree: SourceTree };

/** `Unknown`: the tenant did not answer, or has not been asked yet. */
export type SyncStatus = 'Synced' | 'OutOfSync' | 'Unknown';

/** One managed sync, as the last pass that saw it found it and left it. */
export type SyncState = {
  readonly sync: Change['sync'];
  readonly status: SyncStatus;
  readonly mode: Mode;
  readonly suspension?: Suspension;
  /** Documents want it to be stopped. */
  readonly wantsStop?: boolean;
  /** The windows that hold, and when one next opens or closes. */
  readonly byClock?: Pick<Standing, 'windows' | 'nextEdgeAt'>;
  /** What still differs. */
  readonly drift: readonly FieldChange[];
  readonly contested: readonly Contested[];
};

/** A value that was written again and again, until it has kept still for long enough. Times are milliseconds since 1970. */
export type Contested = {
  readonly field: FieldChange;
  readonly writes: number;
  /** Not written again before. */
  readonly nextAt: number;
};

export type TenantState = {
  readonly name: string;
  readonly version: ApiVersion;
  readonly failing?: Failing;
  /** What only its live state shows, and what stops its writes. */
  readonly problems: readonly Problem[];
  /** When it was last read. */
  readonly seenAt?: number;
  readonly syncs: readonly SyncState[];
  readonly unmanaged: readonly Change['sync'][];
};

/** What the workers of a tenant last told, and when, in milliseconds since 1970. */
export type HealthReading = { readonly at: number; readonly statuses: readonly WorkerStatus[] };

/** By tenant; those of which nothing is known are missing. */
export type HealthReadings = ReadonlyMap<string, HealthReading>;

export type StartedPass = {
  /** What it is called in the journal and in the status. It stays, also where the clock is put meanwhile. */
  readonly id: string;
  /** Counts from 1 in the life of the daemon. */
  readonly number: number;
  readonly reasons: readonly WakeReason[];
  readonly startedAt: number;
  /** The tenants that it looks at, by name. */
  readonly looked: ReadonlySet<string>;
};

export type FinishedPass = Omit<StartedPass, 'looked'> &
  Pick<Plan, 'revision' | 'commit' | 'treeHash' | 'summary'> & {
    readonly finishedAt: number;
    readonly result: PassResult;
    readonly planId: string;
  };

/** `startedAt` is in milliseconds since 1970. */
export function passId(startedAt: number, number: number): string {
  return `${timeText(startedAt)}#${number}`;
}

/**
 * What became of writing one value. `writes` counts how often the same wanted value was written: what keeps coming back
 * is contested. `failures` counts the writes since the last one that was accepted.
 */
export type Effort = {
  readonly about: EffortTarget;
  readonly wanted: string;
  readonly writes: number;
  readonly failures: number;
  /** Of the last write, in milliseconds since 1970. */
  readonly at: number;
};

/** The value, and the sync over which it was written last. */
export type EffortTarget = Pick<Change, 'tenant' | 'sync'> & { readonly field: FieldChange };

/** When a pass is over, in milliseconds since 1970, and how long it is from one to the next. */
export type PassTime = { readonly now: number; readonly period: number };

/** By `storedKey`. */
export type Efforts = ReadonlyMap<string, Effort>;

/** Everything the daemon knows, at one moment. Times are milliseconds since 1970. */
export type DaemonState = {
  readonly startedAt: number;
  readonly now: number;
  /** From one scheduled pass to the next, in milliseconds; 0 until it is known. */
  readonly period: number;
  readonly nextPassAt?: number;
  readonly lastPass?: FinishedPass;
  /** When everything was last as it should be, on all tenants. */
  readonly lastSuccessAt?: number;
  /** The tree that is enforced; undefined until there has been a good one. */
  readonly inForce?: Revision & { readonly treeHash: string; readonly since: number };
  /** Why the files as they are now are not enforced. */
  readonly bad?: { readonly since: number; readonly problems: readonly Problem[] };
  /** Why the state directory cannot be written. */
  readonly storage?: { readonly since: number; readonly error: string };
  /** Beside those of files, what stops all writes: a secret that cannot be read. */
  readonly problems: readonly Problem[];
  /** What the last pass told of without minding. */
  readonly warnings: readonly Problem[];
  /** When the last problem, failure or refusal went away; undefined while there is one. */
  readonly calmSince?: number;
  readonly refusals: readonly Refusal[];
  /** What the last pass was not let to write, whole, and since when it is this very plan. */
  readonly refused?: { readonly plan: Plan; readonly since: number };
  /** By which a plan that was refused may be applied. It does not outlive the daemon. */
  readonly approval?: Approval;
  readonly tenants: ReadonlyMap<string, TenantState>;
  readonly efforts: Efforts;
  readonly told: Told;
  readonly readings: HealthReadings;
  /** The last good ones, which stay in force while newer ones are bad. */
  readonly enforced?: Enforced;
  /** Those in force, and without any what could be read. */
  readonly settings?: Inputs['settings'];
  /** A digest of what each tenant's documents say, and how it is reached. */
  readonly fingerprints: ReadonlyMap<string, string>;
  /** The pass that is under way, or the last one. */
  readonly pass?: StartedPass;
  /** When the alarm is to ring for the schedule. */
  readonly due?: Due;
  /** When the desired state next changes by itself. */
  readonly nextChangeAt?: number;
  /** Tenants that failed and are being asked whether they answer. */
  readonly asking: ReadonlySet<string>;
  /** Tenants that had failed and answer again, until a pass looks at them. */
  readonly answering: ReadonlySet<string>;
};

/** What those are told of who listen: what a pass came to, what is known after it, and what of that is news. */
export type FinishedNews = {
  readonly report: Report;
  readonly state: DaemonState;
  readonly events: readonly Event[];
};

/** What a daemon knows when it starts: nothing. */
export function firstState(now: number): DaemonState {
  return {
    startedAt: now,
    now,
    period: 0,
    problems: [],
    warnings: [],
    refusals: [],
    tenants: new Map(),
    efforts: new Map(),
    told: nothingTold,
    readings: new Map(),
    fingerprints: new Map(),
    asking: new Set(),
    answering: new Set(),
  };
}

/** Whether the daemon does its work as it should: why not, as problems. Empty for ready. */
export function unreadiness(state: DaemonState): readonly Problem[] {
  if (!state.lastPass) return [{ code: 'starting', message: 'the first pass has not finished yet' }];
  const blocked = isBlocked(state) ? onceEach(tenantProblems(state)) : [];
  return [...(state.bad?.problems ?? []), ...state.problems, ...blocked];
}

/** Whether there is no tenant on which anything is written. */
function isBlocked({ tenants }: DaemonState): boolean {
  return tenants.size > 0 && [...tenants.values()].every(({ problems }) => problems.length > 0);
}

/** What a person should see to, though the daemon does its work without it, or on all other tenants. */
export function reservations(state: DaemonState): readonly Problem[] {
  const { storage } = state;
  const message = `the state directory cannot be written: ${storage?.error}`;
  return [
    ...(storage ? [{ code: 'state-dir', message } as const] : []),
    ...(isBlocked(state) ? [] : onceEach(tenantProblems(state))),
  ];
}

/** Whether there is nothing that a person should see to. */
export function isCalm({ bad, storage, problems, refusals, tenants }: DaemonState): boolean {
  const isFine = ({ failing, problems }: TenantState) => !failing && problems.length === 0;
  return !bad && !storage && problems.length + refusals.length === 0 && [...tenants.values()].every(isFine);
}

/** What is wrong on single tenants, and stops the writes of them alone. */
export function tenantProblems({ tenants }: Pick<DaemonState, 'tenants'>): readonly Problem[] {
  return [...tenants.values()].flatMap(({ problems }) => problems);
}

/** Milliseconds within which the first pass begins, if it ever does. A pass has as long, whatever the period: a stop may take half of it to show. */
const patience = 60_000;

/**
 * False once no pass has finished for three periods. A schedule that rests for longer, over night perhaps, is waited for:
 * one period more than that. Before the first has finished a minute is enough; one that is under way may have to wait for
 * the world, and has as long as all others.
 */
export function isAlive({ now, startedAt, lastPass, pass, nextPassAt = 0, period }: DaemonState): boolean {
  if (!lastPass && now <= startedAt + patience) return true;
  const last = lastPass?.finishedAt ?? pass?.startedAt;
  if (last === undefined || period === 0) return last !== undefined;
  return now <= Math.max(last + 3 * period, nextPassAt + period, pass ? pass.startedAt + patience : 0);
}
