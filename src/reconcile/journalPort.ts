import type { AppliedChange, Change } from '../model/model.ts';
import type { Context } from './diff.ts';

/** What one pass came to: what was written, what was seen and left, by which revision. */
export type Entry = {
  readonly revision: string | null;
  /** Without an outcome: only observed. Those that were not attempted are not recorded, since nothing happened to them. */
  readonly changes: readonly (Change & Partial<Pick<AppliedChange, 'outcome' | 'error'>>)[];
  readonly pass?: RecordedPass;
};

/** The daemon's pass, and what woke it. It gets a record of its own where there is something to tell, yet no change. */
export type RecordedPass = {
  readonly id: string;
  readonly reasons: readonly string[];
  /** The report's kind. */
  readonly result: string;
  /** Problems, refusals and failures, in words that hold no secret. */
  readonly told?: readonly { readonly code: string; readonly message: string }[];
};

/** The memory of what was done. It never stops a pass: a journal that cannot be written is reported and passed over. */
export type Journal = {
  /** What the journal says of the cause of drift, as of now. */
  readonly causes: () => Promise<Context['cause']>;
  /** When it says that each field was written last, as of now. */
  readonly writes: () => Promise<NonNullable<Context['writtenAt']>>;
  readonly record: (entry: Entry) => Promise<void>;
};
