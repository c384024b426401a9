import type { FieldRef } from '../../model/fields/index.ts';
import type { Origin } from '../../model/origin.ts';
import type { Failure, Problem } from '../../problems/problem.ts';
import type { DocumentedSync, ExplainedField, ExplainedSync } from '../../reconcile/explain/explained.ts';

/** Who wrote a value last, as the journal has it. */
export type LastWrite = {
  /** RFC 3339. */
  readonly time: string;
  readonly revision: string | null;
  readonly commit?: { readonly author: string; readonly subject: string };
};

/** What the journal knows of a field. */
export type Past = {
  readonly written?: LastWrite;
  /** How often others have changed it in so many days as `daysOfChanges` says. */
  readonly changedByOthers: number;
};

export const daysOfChanges = 30;

/** Why a value that differs is not corrected, and until when, in milliseconds since 1970. */
export type Held = {
  readonly rule: 'suspended' | 'observed' | 'problems' | 'refused' | 'backOff' | 'contested' | 'failing';
  /** Absent where no clock ends it. */
  readonly until?: number;
  readonly reason?: string;
  readonly origin?: Origin;
};

/** A field with all that is known of it. */
export type ToldField = ExplainedField & Past & { readonly held?: Held };

/** `holds`: what leaves the whole sync alone, the longest first. `isAnswered`: the tenant has told what it has. */
export type ToldSync = Omit<ExplainedSync, 'fields' | 'holds'> & {
  readonly fields: readonly ToldField[];
  readonly holds: readonly Held[];
  readonly isAnswered: boolean;
  /** When it has, where that is known. */
  readonly readAt?: number;
};

/** What `explain` has to say. Times are milliseconds since 1970. */
export type ExplainAnswer = {
  /** The moment that is explained, and the one at which it was asked. */
  readonly at: number;
  readonly now: number;
  readonly timezone: string;
  /** Nobody was asked. */
  readonly isOffline: boolean;
  readonly syncs: readonly ToldSync[];
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
  readonly failures: readonly Failure[];
};

/** What leaves alone what documents want, beside what they say themselves. */
export type Holds = {
  readonly ofTenant: (tenant: string) => readonly Held[];
  readonly ofField: (field: FieldRef) => Held | undefined;
};

/** What the journal knows; a sync or an option without an identifier is found by its name. */
export type PastOf = (
  tenant: string,
  sync: DocumentedSync,
  field: Pick<ExplainedField, 'field' | 'option' | 'wanted' | 'isLive'>,
) => Past;
