import type { SourceFile } from '../model/sourceFile.ts';
import type { Problem } from '../problems/problem.ts';

/** The whole folder at one moment. `hash` covers the relative paths and the bytes of all files: the plan's `treeHash`. */
export type SourceTree = {
  readonly files: readonly SourceFile[];
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
  readonly hash: string;
};
