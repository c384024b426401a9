import type { Change } from '../../model/change.ts';
import type { Problem } from '../../problems/problem.ts';
import type { NotWritten } from '../../reconcile/notWritten.ts';
import type { AppliedChange, Refusal } from '../../reconcile/outcome.ts';
import type { Failing } from '../backOff.ts';
import type { ContestedValue, Told } from './told.ts';

/** Drift that is not corrected in the same pass, and why not. */
export type LeftChange = { readonly change: Change; readonly left: NotWritten['why'] };

/** Drift that was told of and is gone, though nothing was written. */
export type EndedSync = Pick<Change, 'tenant' | 'sync'> & {
  readonly now: 'in sync' | 'suspended' | 'no longer managed';
};

/** A sync with the values that differ and did not before, or not like this. `began`: how many did not differ at all. */
export type SeenDrift = { readonly change: Change; readonly began: number };

export type Trouble = { readonly code: string; readonly message: string };

/** What is news between two passes. `isTold`: it is no news to whoever wants each thing once, but looks otherwise. */
export type Event =
  | { readonly type: 'tree.bad'; readonly problems: readonly Problem[]; readonly isTold: boolean }
  | { readonly type: 'tree.recovered' }
  | {
      readonly type: 'pass.refused';
      readonly changes: readonly Change[];
      readonly refusals: readonly Refusal[];
    }
  | { readonly type: 'pass.blocked'; readonly problems: readonly Problem[] }
  | { readonly type: 'pass.resumed' }
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
  /** What keeps passes from doing all that they should is something else than it was. */
  | { readonly type: 'troubles.changed'; readonly troubles: readonly Trouble[] }
  /** The report says something else than the last one. */
  | { readonly type: 'report.changed' };

/** One kind of news: the events, and what has been told with them. */
export type News<Part extends keyof Told> = { readonly events: readonly Event[]; readonly told: Told[Part] };
