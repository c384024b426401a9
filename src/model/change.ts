import type { FieldChange, SyncRef } from './fields/index.ts';
import type { FieldName, ObservedOption, OpenWindow } from './fields/kind.ts';
import type { Mode, Suspension } from './mode.ts';
import type { Origin } from './origin.ts';

/** One sync and the fields of it that differ. `origin` is where the document names the sync. */
export type Change = {
  readonly tenant: string;
  readonly sync: { readonly id: string; readonly name: string; readonly salesChannel: string | null };
  readonly mode: Mode;
  /** Its tenant has problems of its own, so nothing is written there. */
  readonly blocked?: true;
  readonly origin: Origin;
  readonly fields: readonly FieldChange[];
};

/** How a managed sync stands: whether anything of it differs that is not suspended. */
export type Standing = {
  readonly sync: Change['sync'];
  readonly mode: Mode;
  readonly suspension?: Suspension;
  readonly differs: boolean;
  /** Documents want it to be stopped. */
  readonly wantsStop?: boolean;
  /** A problem keeps part of it from being compared. */
  readonly unclear?: boolean;
  /** The windows that want something of it now. */
  readonly windows?: readonly HoldingWindow[];
  /** When a window of its documents next opens or closes, in milliseconds since 1970. */
  readonly nextEdgeAt?: number;
};

/** A window, and the fields that it decides, by the names that people read. */
export type HoldingWindow = { readonly window: OpenWindow; readonly fields: readonly string[] };

/** Fields of a sync that the base wanted and no document wants any more: from now on they are left alone. */
export type Released = SyncRef & { readonly sync: Change['sync']; readonly fields: readonly NamedField[] };

export type NamedField = {
  readonly field: FieldName;
  readonly option?: Pick<ObservedOption, 'id' | 'name' | 'type'>;
};
