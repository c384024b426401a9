import type { Change } from '../model/change.ts';
import type { FieldChange } from '../model/fields/index.ts';
import type { CodeOf } from '../problems/codes.ts';
import type { CodedMessage } from '../problems/problem.ts';

/** What became of a change. */
export type Outcome = 'applied' | 'failed' | 'notConverged' | 'notAttempted' | 'refused';

/** Why a value that differs is left alone, and until when, in milliseconds since 1970. */
export type Hold = { readonly until: number; readonly why: 'contested' | 'failing' };

/** A hold, with its end as people read it. */
export type ToldHold = Hold & { readonly end: string };

export type HeldField = { readonly field: FieldChange; readonly why: ToldHold };

/**
 * A change and what became of it. `attempts` counts the requests sent; `residual` is what still differs afterwards, with
 * what was held back.
 */
export type AppliedChange = Change & {
  readonly outcome: Outcome;
  readonly attempts: number;
  readonly error?: CodedMessage;
  readonly residual?: readonly FieldChange[];
  readonly heldBack?: readonly HeldField[];
};

/** Why a pass is refused as a whole, and what would allow it. */
export type Refusal = Required<CodedMessage<CodeOf<'refusal'>>> & {
  /** The one whose changes are too many, where it is about one. */
  readonly tenant?: string;
};

/** Why a field that differs was not written, or is not known to have been. */
export type NotWritten =
  | Hold
  /** `observed`: it is only reported. `looked`: nothing was to be written. `blocked`: problems stop the writes. */
  | { readonly why: 'observed' | 'looked' | 'blocked' | 'refused' }
  /** `stopped`: sollist ended before. `notSent`: an earlier request to the tenant failed. */
  | { readonly why: 'stopped' | 'notSent' }
  /** `failed`: the request did. `notTaken`: it was accepted, but the sync does not show it. */
  | { readonly why: 'failed' | 'notTaken' };
