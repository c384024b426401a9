import type { FieldChange } from './fields/index.ts';
import type { Mode, Suspension } from './mode.ts';
import type { Origin } from './origin.ts';

/** One sync and the fields of it that differ. `origin` is where the document names the sync. */
export type Change = {
  readonly tenant: string;
  readonly sync: { readonly id: string; readonly name: string; readonly salesChannel: string | null };
  readonly mode: Mode;
  readonly origin: Origin;
  readonly fields: readonly FieldChange[];
};

/** How a managed sync stands: whether anything of it differs that is not suspended. */
export type Standing = {
  readonly sync: Change['sync'];
  readonly mode: Mode;
  readonly suspension?: Suspension;
  readonly differs: boolean;
};
