import type { Change } from '../../model/change.ts';
import type { FieldChange } from '../../model/fields/index.ts';
import {
  isHeldBack,
  type NotWritten,
  type SyncVerdict,
  verdictsOf,
  wasSentInVain,
} from '../../reconcile/notWritten.ts';
import type { AppliedChange } from '../../reconcile/outcome.ts';
import type { Report } from '../../reconcile/report.ts';

/** What became of the drift of one sync: some fields were corrected, the others were left or failed. */
export type SyncDrift = {
  readonly change: Change;
  readonly corrected: readonly FieldChange[];
  readonly rest:
    | { readonly kind: 'none' }
    | { readonly kind: 'left'; readonly left: NotWritten['why']; readonly fields: readonly FieldChange[] }
    | { readonly kind: 'failed'; readonly applied: AppliedChange; readonly fields: readonly FieldChange[] };
};

/** Without what was not attempted for no other reason than that sollist stops: the next start will see to it. */
export function driftIn(report: Report): readonly SyncDrift[] {
  return verdictsOf(report)
    .filter(({ left }) => left.length === 0 || left.some(({ why }) => why.why !== 'stopped'))
    .map(({ change, written, left }) => ({ change, corrected: written, rest: restOf(change, left) }));
}

function restOf(change: SyncVerdict['change'], left: SyncVerdict['left']): SyncDrift['rest'] {
  const fields = left.map(({ field }) => field);
  if (fields.length === 0) return { kind: 'none' };
  if ('outcome' in change && left.some(({ why }) => wasSentInVain(why))) {
    return { kind: 'failed', applied: change, fields };
  }
  const whys = left.map(({ why }) => why);
  const gravest =
    whys.find((why) => !isHeldBack(why) && why.why !== 'stopped') ?? whys.find(isHeldBack) ?? whys[0]!;
  return { kind: 'left', left: gravest.why, fields };
}
