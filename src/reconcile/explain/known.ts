import type { Calendar } from '../../base/calendar.ts';
import { getOrAdd } from '../../base/collections.ts';
import { documentsByTenant } from '../../desired/resolve.ts';
import type { SyncDocument } from '../../model/document.ts';
import type { ExplainContext } from './explained.ts';

/** What is the same for all syncs and tenants that are explained in one go. */
export type Known = {
  readonly documentsOf: (tenant: string) => readonly SyncDocument[];
  readonly calendar: Calendar;
};

const known = new WeakMap<ExplainContext, Known>();

/** Worked out once for each context: a thousand tenants ask when the same window opens. */
export function knownOf(context: ExplainContext): Known {
  const before = known.get(context);
  if (before) return before;
  const byTenant = documentsByTenant(context.documents, context.tenants);
  const made = {
    documentsOf: (tenant: string) => byTenant.get(tenant) ?? [],
    calendar: remembering(context.calendar),
  };
  known.set(context, made);
  return made;
}

/** Each start of a pattern is worked out once: up to it, from whatever moment, it is the next. Forgets nothing. */
export function remembering(calendar: Calendar): Calendar {
  const found = new Map<string, Stretch[]>();
  const ends = new Map<string, number>();
  return {
    ...calendar,
    daysAfter: (instant, days, timezone) =>
      getOrAdd(ends, `${timezone} ${days} ${instant}`, () => calendar.daysAfter(instant, days, timezone)),
    next(pattern, timezone, after) {
      const gaps = getOrAdd(found, `${timezone} ${pattern}`, () => []);
      const place = placeOf(gaps, after);
      const gap = gaps[place];
      if (gap && gap.from <= after) return gap.next;
      const next = calendar.next(pattern, timezone, after);
      if (gap && gap.next === next) gap.from = after;
      else gaps.splice(place, 0, { from: after, next });
      return next;
    },
  };
}

/** From a moment on, up to the next start. */
type Stretch = { from: number; readonly next: number | undefined };

/** Where the gap stands, or would have to, that ends next after a moment. */
function placeOf(gaps: readonly Stretch[], after: number): number {
  let [low, high] = [0, gaps.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const { next = Number.POSITIVE_INFINITY } = gaps[middle]!;
    if (next > after) high = middle;
    else low = middle + 1;
  }
  return low;
}
