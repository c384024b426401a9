import type { CodeOf } from '../problems/codes.ts';

/** Why a pass is refused as a whole, and what would allow it. */
export type Refusal = {
  readonly code: CodeOf<'refusal'>;
  readonly message: string;
  readonly hint: string;
};
