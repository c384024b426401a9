import type { SourceTree } from '../files/tree.ts';
import type { Claim } from '../model/claim.ts';
import type { SyncDocument, Window } from '../model/document.ts';
import type { Problem } from '../problems/problem.ts';
import type { OpenSpan } from './windows.ts';

/** What every document asked of every tenant at another commit, by the settings and at the moment of today. */
export type Base = { readonly commit: string; readonly claims: readonly Claim[] };

/** Soll at one moment: what every document asks of every tenant, or why the tree cannot be used. */
export type Desired = {
  readonly tree: SourceTree;
  readonly documents: readonly SyncDocument[];
  readonly claims: readonly Claim[];
  readonly times: WindowTimes;
  /** What it is compared with, where that was asked for. */
  readonly base?: Base;
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
};

/** What the clock makes of windows. */
export type WindowTimes = {
  readonly isCovered: IsCovered;
  /** When one is open around the moment, or after it. */
  readonly spanOf: (window: Window) => OpenSpan;
};

/** Whether others are open whenever a window is (or always, where it is undefined), so that it never shows. */
export type IsCovered = (window: Window | undefined, by: readonly Window[]) => boolean;
