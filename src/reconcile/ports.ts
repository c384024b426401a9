import type { Revision } from '../files/revision.ts';
import type { PlanJson } from '../generated/plan.ts';
import type { Change } from '../model/change.ts';
import type { ControlAction } from '../model/fields/active.ts';
import type { FieldRef, SyncSettings } from '../model/fields/index.ts';
import type { Cause, ValueJson } from '../model/fields/kind.ts';
import type { WorkerStatus } from '../model/health.ts';
import type { Allowance } from '../model/mode.ts';
import type { ObservedSync } from '../model/observed.ts';
import type { ApiVersion, TenantSettings } from '../model/settings.ts';
import type { AppliedChange } from './outcome.ts';

/** Reads one tenant. It holds nothing that could send a write. */
export type WawiReader = {
  /**
   * Every worker sync of the tenant, checked.
   * @throws WorldFailure; a failed read is never an empty list.
   */
  list(signal: AbortSignal): Promise<readonly ObservedSync[]>;
  /**
   * How the syncs fare by the worker's own word, checked.
   * @throws WorldFailure; `not-found` where the installation does not tell.
   */
  status(signal: AbortSignal): Promise<readonly WorkerStatus[]>;
  /** Whether the tenant's API generation can set a value to null (the API page: from 2.1 on). */
  readonly acceptsNull: boolean;
};

/** `sync` is what the answer shows, absent where it shows no whole sync: a 200 is no proof. `said`: its words, where it says an error. */
export type ConfigureAnswer = {
  readonly sync?: ObservedSync;
  readonly said?: string;
  readonly attempts: number;
};

export type WawiWriter = WawiReader & {
  /** There where the tenant's own Wawi decides under which of two names it reads options, and nobody has said which. */
  readonly otherName?: {
    readonly use: () => void;
    /** What was sent under it took: it is remembered, and said. */
    readonly took: () => Promise<void>;
  };
  /**
   * Sends one POST for one sync, tried again where that is safe and may help. Once `stop` is aborted it finishes the
   * attempt in flight but starts no further one.
   * @throws WorldFailure with the number of attempts; `changed-meanwhile` for a 409, which the caller may answer by reading again.
   */
  configure(syncId: string, settings: SyncSettings, stop: AbortSignal): Promise<ConfigureAnswer>;
  /**
   * Asks the worker to start or stop one sync, with one PUT, tried again as `configure` is: it sets a state, so twice is as
   * good as once. The answer says only that it was asked; whether it is done, the status shows.
   * @throws WorldFailure as `configure`.
   */
  control(
    syncId: string,
    action: ControlAction,
    stop: AbortSignal,
  ): Promise<Pick<ConfigureAnswer, 'said' | 'attempts'>>;
  /**
   * As `list`. Where a change since the last one was only accepted (202), it asks again for up to 10 s, until the syncs
   * show what is wanted.
   */
  listAgain(
    shows: (syncs: readonly ObservedSync[]) => boolean,
    stop: AbortSignal,
  ): Promise<readonly ObservedSync[]>;
  /** As `status`, asked again for up to 30 s after a start or stop, until it shows what is wanted. */
  statusAgain(
    shows: (statuses: readonly WorkerStatus[]) => boolean,
    stop: AbortSignal,
  ): Promise<readonly WorkerStatus[]>;
};

/** A tenant that was opened for writing. */
export type Target = { readonly wawi: WawiWriter; readonly version: ApiVersion };

/** Opens tenants for reading. Clients, tokens and quotas are shared between the tenants that one of these opens. */
export type OpenReader = (tenant: TenantSettings) => Promise<WawiReader>;
export type OpenWriter = (tenant: TenantSettings) => Promise<WawiWriter>;

/** What one pass came to: what was written, what was seen and left, by which revision. */
export type Entry = Revision & {
  /** Without an outcome: only observed. Those that were not attempted are not recorded, since nothing happened to them. */
  readonly changes: readonly (Change & Partial<Pick<AppliedChange, 'outcome' | 'error' | 'residual'>>)[];
  readonly pass?: RecordedPass;
  /** Without which the plan would have been refused. */
  readonly allowed?: Allowance;
};

/** The daemon's pass, and what woke it. It gets a record of its own where there is something to tell, yet no change. */
export type RecordedPass = {
  readonly id: string;
  readonly reasons: readonly string[];
  readonly result: Exclude<PlanJson['result'], 'error' | undefined>;
  /** When somebody approved the plan that it applied, in milliseconds since 1970. */
  readonly approvedAt?: number;
  /** Problems, refusals and failures, in words that hold no secret. */
  readonly told?: readonly { readonly code: string; readonly message: string; readonly hint?: string }[];
};

/** What is known of what we wrote last. */
export type KnownWrites = {
  /** `wanted` is in one spelling, and in clear. */
  readonly cause: (field: FieldRef, wanted: ValueJson) => Cause;
  /** When we last wrote a field, as ISO 8601. */
  readonly writtenAt?: (field: FieldRef) => string | undefined;
};

/** The memory of what was done. It never stops a pass: a journal that cannot be written is reported and passed over. */
export type Journal = {
  /** What the journal says of the cause of drift, as of now. */
  readonly causes: () => Promise<KnownWrites['cause']>;
  /** When it says that each field was written last, as of now. */
  readonly writes: () => Promise<NonNullable<KnownWrites['writtenAt']>>;
  readonly record: (entry: Entry) => Promise<void>;
};
