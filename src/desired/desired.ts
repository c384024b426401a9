import type { SourceTree } from '../files/tree.ts';
import type { Claim } from '../model/claim.ts';
import type { SyncDocument } from '../model/document.ts';
import type { Problem } from '../problems/problem.ts';

/** Soll at one moment: what every document asks of every tenant, or why the tree cannot be used. */
export type Desired = {
  readonly tree: SourceTree;
  readonly documents: readonly SyncDocument[];
  readonly claims: readonly Claim[];
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
};
