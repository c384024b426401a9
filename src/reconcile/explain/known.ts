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

function remembering(calendar: Calendar): Calendar {
  const found = new Map<string, number | undefined>();
  return {
    ...calendar,
    next(pattern, timezone, after) {
      const key = `${timezone} ${after} ${pattern}`;
      return getOrAdd(found, key, () => calendar.next(pattern, timezone, after));
    },
  };
}
