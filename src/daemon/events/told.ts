import type { Change } from '../../model/change.ts';

/** What was told already, so that each thing is told once for as long as it lasts. Plain data, which survives as JSON. */
export type Told = {
  readonly tree: {
    /** A digest of the problems that were told last, lines included; undefined while the files are good. */
    readonly last?: string;
    /** Digests of all sets of problems since the files went bad. Lines play no part: they move with every edit above. */
    readonly sets: readonly string[];
  };
  /** Plans that were refused, and sets of problems that blocked passes, since passes last wrote. */
  readonly passes: readonly string[];
  readonly tenants: readonly ToldFailure[];
  readonly drift: readonly ToldDrift[];
  readonly contested: readonly ContestedValue[];
  /** A digest of what keeps passes from doing all that they should. */
  readonly troubles: string;
  /** A digest of what the last report said. */
  readonly report: string;
};

/** `since`: when it was told, in milliseconds since 1970. */
export type ToldFailure = { readonly tenant: string; readonly since: number; readonly code: string };

/** Drift of one sync that was told of: which fields, and with which error where it could not be corrected. */
export type ToldDrift = Pick<Change, 'tenant' | 'sync'> & {
  readonly fields: readonly string[];
  readonly error?: string;
};

/** A value that somebody else sets again and again. An option that syncs share has one key, whichever it was written to. */
export type ContestedValue = Pick<Change, 'tenant' | 'sync'> & {
  readonly key: string;
  /** What it is called. */
  readonly field: string;
  /** How often the same value was written. */
  readonly writes: number;
  /** When it may be written again, in milliseconds since 1970. */
  readonly nextAt: number;
};

export const nothingTold: Told = {
  tree: { sets: [] },
  passes: [],
  tenants: [],
  drift: [],
  contested: [],
  troubles: '',
  report: '',
};
