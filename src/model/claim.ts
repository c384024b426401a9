import type { WantedFields, Window } from './document.ts';
import type { Mode, Suspension } from './mode.ts';
import type { Located } from './origin.ts';
import type { SyncSelector } from './syncName.ts';

/**
 * What one document asks of one sync of one tenant at one moment. A claim of a higher rank beats a lower one field by
 * field: a document that names its tenants (3) beats one that selects them by label (2), which beats `all` (1).
 */
export type Claim = {
  readonly tenant: string;
  readonly rank: 1 | 2 | 3;
  readonly sync: Located<SyncSelector>;
  /** The document's own fields, then those of each open window: within one document the last layer wins. */
  readonly layers: readonly WantedFields[];
  /** All windows of the document, open or not, where it has any. */
  readonly windows?: readonly Window[] | undefined;
  readonly mode?: Located<Mode> | undefined;
  readonly suspend?: Located<Suspension> | undefined;
};
