import type { Change } from '../model/change.ts';
import type { FieldChange } from '../model/fields/index.ts';
import type { Code } from '../problems/codes.ts';

/** What became of a change. */
export type Outcome = 'applied' | 'failed' | 'notConverged' | 'notAttempted' | 'refused';

/** A change and what became of it. `attempts` counts the requests sent; `residual` is what still differs afterwards. */
export type AppliedChange = Change & {
  readonly outcome: Outcome;
  readonly attempts: number;
  readonly error?: { readonly code: Code; readonly message: string; readonly hint?: string };
  readonly residual?: readonly FieldChange[];
};
