import type { Problem } from '../problems/problem.ts';

/**
 * A file of the desired state, read and decoded. `path` is shown to the user; `folder` is the name of the folder directly
 * below the syncs folder that holds it, undefined for a file that lies in the syncs folder itself; `directory` is the
 * absolute folder of the file. `hash` is that of the bytes.
 */
export type SourceFile = {
  readonly path: string;
  readonly folder: string | undefined;
  readonly directory: string;
  readonly text: string;
  readonly hash: string;
};

/** The whole folder at one moment. `hash` covers the relative paths and the bytes of all files: the plan's `treeHash`. */
export type SourceTree = {
  readonly files: readonly SourceFile[];
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
  readonly hash: string;
};
