import { groupBy } from '../base/collections.ts';
import type { Mode, Suspension } from '../model/document.ts';
import { type FieldChange, storedKey, syncKey } from '../model/fields/index.ts';
import type { ApiVersion } from '../model/settings.ts';
import type { Failure, Problem } from '../problems/problem.ts';
import type { Refusal } from '../reconcile/approve.ts';
import { verdictsOf } from '../reconcile/notWritten.ts';
import type { Summary } from '../reconcile/plan.ts';
import type { Report } from '../reconcile/report.ts';
import { type Failing, failAgain } from './backOff.ts';
import { calm, type Effort, type Efforts, isContested, waitAfter } from './efforts.ts';

/** `Unknown`: the tenant did not answer, or has not been asked yet. */
export type SyncStatus = 'Synced' | 'OutOfSync' | 'Unknown';

/** One managed sync, as the last pass that saw it found it and left it. */
export type SyncState = {
  readonly sync: { readonly id: string; readonly name: string; readonly salesChannel: string | null };
  readonly status: SyncStatus;
  readonly mode: Mode;
  readonly suspension?: Suspension;
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
  /** When it was last read. */
  readonly seenAt?: number;
  readonly syncs: readonly SyncState[];
  readonly unmanaged: number;
};

export type FinishedPass = {
  /** Counts from 1 in the life of the daemon. */
  readonly number: number;
  readonly reasons: readonly string[];
  readonly startedAt: number;
  readonly finishedAt: number;
  readonly result: Report['kind'];
  readonly planId: string;
  readonly revision: string | null;
  readonly treeHash: string;
  readonly summary: Summary;
};

/** What a pass is called in the journal and in the status. `startedAt` is in milliseconds since 1970. */
export function passId(startedAt: number, number: number): string {
  return `${new Date(startedAt).toISOString()}#${number}`;
}

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
  readonly inForce?: { readonly revision: string | null; readonly treeHash: string; readonly since: number };
  /** Why the files as they are now are not enforced. */
  readonly bad?: { readonly since: number; readonly problems: readonly Problem[] };
  /** What only the live state shows, and what stops all writes. */
  readonly problems: readonly Problem[];
  readonly refusals: readonly Refusal[];
  readonly tenants: ReadonlyMap<string, TenantState>;
  readonly efforts: Efforts;
};

/** What a pass brought to light. `looked` are the tenants that it asked, `all` those that there are. */
export type PassResult = {
  readonly report: Report;
  readonly looked: readonly Known[];
  readonly all: readonly Known[];
  readonly efforts: Efforts;
};

type Known = { readonly name: string; readonly version: ApiVersion };

/** What is known of the tenants after a pass. Those it did not ask stay as they were; those that are gone are forgotten. */
export function tenantsAfter(
  before: DaemonState['tenants'],
  { report, looked, all, efforts }: PassResult,
  clock: PassTime,
): DaemonState['tenants'] {
  const contested = contestedBySync(efforts, clock);
  const asked = new Set(looked.map((tenant) => tenant.name));
  const failures = new Map(report.plan.failures.map((failure) => [failure.tenant, failure]));
  return new Map(
    all.map((tenant) => {
      const known = before.get(tenant.name) ?? { ...tenant, syncs: [], unmanaged: 0 };
      if (!asked.has(tenant.name)) return [tenant.name, known];
      const failure = failures.get(tenant.name);
      return [
        tenant.name,
        failure ? failed(known, failure, clock.now) : seen(known, tenant, report, contested, clock),
      ];
    }),
  );
}

/** When a pass is over, in milliseconds since 1970, and how long it is from one to the next. */
export type PassTime = { readonly now: number; readonly period: number };

function failed(before: TenantState, failure: Failure, now: number): TenantState {
  const syncs = before.syncs.map((sync) => ({ ...sync, status: 'Unknown' as const }));
  return { ...before, syncs, failing: failAgain(before.failing, failure, now) };
}

/** A pass that stopped before it compared (a problem in the files) has seen nothing. */
function seen(
  before: TenantState,
  tenant: Known,
  report: Report,
  contested: ContestedBySync,
  clock: PassTime,
): TenantState {
  const planned = report.plan.tenants.find((one) => one.name === tenant.name);
  if (!planned) return before;
  const left = leftOf(report, tenant.name);
  const syncs = planned.standings.map((standing): SyncState => {
    const drift = left.get(standing.sync.id) ?? [];
    const { sync, mode, suspension } = standing;
    return {
      sync,
      mode,
      ...(suspension && { suspension }),
      status: drift.length > 0 ? 'OutOfSync' : 'Synced',
      drift,
      contested: contested.get(syncKey({ tenant: tenant.name, sync })) ?? [],
    };
  });
  return { ...tenant, syncs, unmanaged: planned.unmanaged, seenAt: clock.now };
}

/** What still differs on a tenant after the pass, by sync. */
function leftOf(report: Report, tenant: string): ReadonlyMap<string, readonly FieldChange[]> {
  const verdicts = verdictsOf(report).filter(({ change }) => change.tenant === tenant);
  return new Map(verdicts.map(({ change, left }) => [change.sync.id, left.map(({ field }) => field)]));
}

type ContestedBySync = ReadonlyMap<string, readonly Contested[]>;

function contestedBySync(efforts: Efforts, { period }: PassTime): ContestedBySync {
  const contested = groupBy([...efforts.values()].filter(isContested), ({ about }) => syncKey(about));
  return new Map(
    [...contested].map(([key, group]) => [key, group.map((effort) => toContested(effort, period))]),
  );
}

function toContested(effort: Effort, period: number): Contested {
  const { about, writes, at } = effort;
  return { field: about.field, writes, nextAt: at + waitAfter(effort, period) };
}

/**
 * The efforts worth remembering after a pass that saw `report`. Of a tenant that was not seen nothing is forgotten; of a
 * value that is only observed by now, all is: nobody fights over it any more.
 */
export function effortsAfter(efforts: Efforts, report: Report, clock: PassTime): Efforts {
  const { tenants, changes } = report.plan;
  const seenNow = new Set(tenants.map((tenant) => tenant.name));
  const keysOf = (mode: Mode) =>
    changes
      .filter((change) => change.mode === mode)
      .flatMap((change) => change.fields.map((field) => storedKey({ ...change, field })));
  const drifting = new Set(keysOf('enforce'));
  const observed = new Set(keysOf('observe').filter((key) => !drifting.has(key)));
  const unseen = [...efforts].flatMap(([key, { about }]) => (seenNow.has(about.tenant) ? [] : [key]));
  const fought = new Map([...efforts].filter(([key]) => !observed.has(key)));
  return calm(fought, new Set([...drifting, ...unseen]), clock);
}
