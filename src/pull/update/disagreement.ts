import type { Change } from '../../model/change.ts';
import type { Claim } from '../../model/claim.ts';
import type { FieldChange, FieldId } from '../../model/fields/index.ts';
import type { ObservedSync } from '../../model/observed.ts';
import type { Origin } from '../../model/origin.ts';

/** One field in which the live state differs from what documents want. `before` is live, `after` what is wanted. */
export type Drift = {
  readonly tenant: string;
  readonly sync: Change['sync'];
  readonly field: FieldChange;
  readonly isSuspended: boolean;
  /** Whether the narrowing leaves it in. */
  readonly isAsked: boolean;
};

/** One place in a document that asks something of one sync of one tenant. */
export type WantedPlace = {
  readonly tenant: string;
  readonly sync: ObservedSync;
  readonly field: FieldId;
  readonly rank: Claim['rank'];
  readonly isInWindow: boolean;
  readonly origin: Origin;
};
