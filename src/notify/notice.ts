import type { Change as ChangeJson } from '../generated/plan.ts';
import type { Change } from '../model/change.ts';
import type { NoticeType } from '../model/notifications.ts';
import type { Failure, Problem } from '../problems/problem.ts';
import type { Refusal } from '../reconcile/outcome.ts';
import type { TenantSync } from '../report/unmanaged.ts';

export type Severity = 'info' | 'warning' | 'error';

/** What a notice says. Printable, and values masked as in reports. */
export type Words = {
  readonly severity: Severity;
  /** One line that stands alone. */
  readonly summary: string;
  /** More lines, so many as a person reads. */
  readonly details: readonly string[];
  /** Where it is about one of them. */
  readonly tenant?: string;
  readonly sync?: Change['sync'];
  /** What it is about, for programs; not all of them where there are more than a message should hold. */
  readonly changes?: readonly ChangeJson[];
  readonly problems?: readonly Problem[];
  readonly refusals?: readonly Refusal[];
  readonly failure?: Failure;
  readonly syncs?: readonly TenantSync[];
  readonly contested?: { readonly field: string; readonly count: number; readonly nextAt: number };
};

/** A change of state, told once. Plain data, which survives as JSON. */
export type Notice = Words & {
  readonly type: NoticeType;
  /** The same for the same event, and for no other. */
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly planId: string;
  readonly revision: string | null;
  /** What woke the pass. */
  readonly reasons: readonly string[];
};
