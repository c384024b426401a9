import type { Change } from '../../model/change.ts';
import type { Problem } from '../../problems/problem.ts';
import type { AppliedChange, NotWritten, Refusal } from '../../reconcile/outcome.ts';
import type { PlannedTenant } from '../../reconcile/plan.ts';
import type { TenantSync } from '../../report/unmanaged.ts';
import type { Failing } from '../backOff.ts';

/** Drift that is not corrected in the same pass, and why not. */
export type LeftChange = { readonly change: Change; readonly left: NotWritten['why'] };

/** Drift that was told of and is gone, though nothing was written. */
export type EndedSync = Pick<Change, 'tenant' | 'sync'> & {
  readonly now: 'in sync' | 'suspended' | 'no longer managed';
};

/** A sync with the values that differ and did not before, or not like this. `began`: how many did not differ at all. */
export type SeenDrift = { readonly change: Change; readonly began: number };

/** `hint`: what would allow what is refused. */
export type Trouble = { readonly code: string; readonly message: string; readonly hint?: string };

/** Syncs that no document names are new in a Wawi, or gone from it. `tenants`: how many the daemon looks after. */
export type UnmanagedEvent = {
  readonly type: 'unmanaged.appeared' | 'unmanaged.gone';
  readonly syncs: readonly TenantSync[];
  readonly tenants: number;
};

/** Syncs of which a warning begins, or ends. `tenants`: how many the daemon looks after. */
export type HaltEvent = {
  readonly syncs: readonly (Halted & { readonly now: EndedHalt | Halted['state'] })[];
  readonly tenants: number;
  /** For how many milliseconds they may be, before that is warned of. */
  readonly longest: number;
};

/** Why a sync is not warned of any more. */
export type EndedHalt = 'runs again' | 'as documents want it' | 'gone from Wawi';

/** What is news between two passes. `isTold`: it is no news to whoever wants each thing once, but looks otherwise. */
export type Event =
  | { readonly type: 'tree.bad'; readonly problems: readonly Problem[]; readonly isTold: boolean }
  | { readonly type: 'tree.recovered' }
  | {
      readonly type: 'pass.refused';
      readonly planId: string;
      readonly changes: readonly Change[];
      readonly refusals: readonly Refusal[];
    }
  | { readonly type: 'pass.blocked'; readonly problems: readonly Problem[] }
  | { readonly type: 'pass.resumed' }
  /** Tenants of which nothing is written for now, since their live state shows problems. */
  | { readonly type: 'tenant.blocked'; readonly problems: readonly Problem[] }
  | { readonly type: 'tenant.unblocked'; readonly tenants: readonly string[] }
  /** What was refused was written, since somebody approved it at that time (milliseconds since 1970). */
  | {
      readonly type: 'pass.approved';
      readonly planId: string;
      readonly at: number;
      readonly changes: readonly AppliedChange[];
    }
  | { readonly type: 'tenant.failed'; readonly failing: Failing; readonly isTold: boolean }
  /** `afterMs`: for how long it had failed. */
  | { readonly type: 'tenant.recovered'; readonly tenant: string; readonly afterMs: number }
  | { readonly type: 'change.failed'; readonly changes: readonly AppliedChange[] }
  | { readonly type: 'drift.found'; readonly found: readonly LeftChange[] }
  /** Each change with nothing but the fields that took. */
  | { readonly type: 'drift.corrected'; readonly changes: readonly Change[] }
  | { readonly type: 'drift.ended'; readonly ended: readonly EndedSync[] }
  | { readonly type: 'value.contested' | 'value.calmed'; readonly value: ContestedValue }
  | { readonly type: 'drift.seen'; readonly seen: readonly SeenDrift[] }
  | UnmanagedEvent
  /** Syncs that have been stopped or failing for too long, though no document says so, and those that are no longer. */
  | ({ readonly type: 'sync.halted' | 'sync.recovered' } & HaltEvent)
  /** The state directory cannot be written, or can be again. */
  | { readonly type: 'storage.failed'; readonly error: string }
  | { readonly type: 'storage.recovered'; readonly afterMs: number }
  /** What keeps passes from doing all that they should is something else than it was. */
  | { readonly type: 'troubles.changed'; readonly troubles: readonly Trouble[] }
  /** The report says something else than the last one. */
  | { readonly type: 'report.changed' };

/** One kind of news: the events, and what has been told with them. */
export type News<Part extends keyof Told> = { readonly events: readonly Event[]; readonly told: Told[Part] };

/** What was told already, so that each thing is told once for as long as it lasts. Plain data, which survives as JSON. */
export type Told = {
  readonly tree: {
    /** A digest of the problems that were told last, lines included; undefined while the files are good. */
    readonly last?: string;
    /** Digests of all sets of problems since the files went bad. Lines play no part: they move with every edit above. */
    readonly sets: readonly string[];
  };
  /** Plans that were refused, and sets of problems that blocked passes, since passes last wrote. */
  readonly passes: readonly string[];
  readonly tenants: readonly ToldFailure[];
  readonly blocked: readonly ToldProblems[];
  readonly drift: readonly ToldDrift[];
  readonly contested: readonly ContestedValue[];
  readonly syncs: readonly ToldSyncs[];
  readonly halted: readonly ToldHalt[];
  /** A digest of what keeps passes from doing all that they should. */
  readonly troubles: string;
  /** A digest of what the last report said. */
  readonly report: string;
};

/** The syncs that a tenant had when it was last read: of those that documents name the identifiers, in one spelling. */
export type ToldSyncs = Pick<PlannedTenant, 'unmanaged'> & {
  readonly tenant: string;
  readonly managed: readonly string[];
};

/** A sync that is stopped, or whose runs fail. Times are milliseconds since 1970. */
export type Halted = TenantSync & {
  readonly state: 'stopped' | 'failing';
  /** Since when it is, though no document says so. */
  readonly since: number;
  /** When the worker last said so. */
  readonly seenAt: number;
};

/** `isMeant`: documents want it so, or suspend it. `isTold`: it was warned of. */
export type ToldHalt = Halted & { readonly isMeant?: boolean; readonly isTold?: boolean };

/** `since`: when it was told, in milliseconds since 1970. */
export type ToldFailure = { readonly tenant: string; readonly since: number; readonly code: string };

/** The problems of a tenant that were told, by digests. */
export type ToldProblems = { readonly tenant: string; readonly problems: readonly string[] };

/** Drift of one sync that was told of: which fields, and with which error where it could not be corrected. */
export type ToldDrift = Pick<Change, 'tenant' | 'sync'> & {
  readonly fields: readonly string[];
  readonly error?: string;
};

/** A value that somebody else sets again and again. An option that syncs share has one key, whichever it was written to. */
export type ContestedValue = Pick<Change, 'tenant' | 'sync'> & {
  readonly key: string;
  /** What it is called. */
  readonly field: string;
  /** How often the same value was written. */
  readonly writes: number;
  /** When it may be written again, in milliseconds since 1970. */
  readonly nextAt: number;
};

export const nothingTold: Told = {
  tree: { sets: [] },
  passes: [],
  tenants: [],
  blocked: [],
  drift: [],
  contested: [],
  syncs: [],
  halted: [],
  troubles: '',
  report: '',
};
