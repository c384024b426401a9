import type { Change } from '../model/change.ts';
import type { FieldChange } from '../model/fields/index.ts';

/**
 * What became of writing one value. `writes` counts how often the same wanted value was written: from the second time on
 * somebody else sets it, and it is contested. `failures` counts the writes since the last one that was accepted.
 */
export type Effort = {
  readonly about: EffortTarget;
  readonly wanted: string;
  readonly writes: number;
  readonly failures: number;
  /** Of the last write, in milliseconds since 1970. */
  readonly at: number;
};

/** The value, and the sync over which it was written last. */
export type EffortTarget = {
  readonly tenant: string;
  readonly sync: Change['sync'];
  readonly field: FieldChange;
};

/** When a pass is over, in milliseconds since 1970, and how long it is from one to the next. */
export type PassTime = { readonly now: number; readonly period: number };

/** By `storedKey`. */
export type Efforts = ReadonlyMap<string, Effort>;
