import type { Forecast } from '../reconcile/report.ts';
import type { QuotaEvent, WawiObserver } from './observer.ts';
import { quotaLasts } from './quota/lasting.ts';

/** Below this nobody wants to know. Seconds. */
const shortest = 10;

/** What is wanted of whom: the tenant of each change, one request each. `readSeconds`: how long it took to read them. */
export type Writes = {
  readonly tenants: readonly string[];
  readonly concurrency: number;
  readonly readSeconds: number;
};

/** Sees how a run reads, and says how long writing would take at the same pace. */
export function watchToForecast() {
  /** Milliseconds of the last answer of each tenant. */
  const times = new Map<string, number>();
  const quotas = new Map<string, QuotaEvent>();
  const limits = new Map<string, number>();
  let latest: QuotaEvent | undefined;
  const observer: WawiObserver = {
    onRequest({ endpoint, tenant, status, milliseconds }) {
      if (endpoint === 'list' && status === 200) times.set(tenant!, milliseconds);
    },
    onQuota(quota) {
      latest = quota;
      quotas.set(quota.tenant, quota);
    },
    onLimit: ({ api, limit }) => limits.set(api, limit),
  };
  return {
    observer,
    /** Seconds that so many requests take at least, where all tenants share the quota that was told last. */
    lasts: (requests: number) => (latest && !latest.isOwn ? quotaLasts(requests, latest) : 0),
    /** Undefined where it is a moment. */
    forecast({ tenants, concurrency, readSeconds }: Writes): Forecast | undefined {
      const counts = countEach(tenants);
      const sideBySide = Math.min(
        concurrency,
        counts.size,
        limits.size > 0 ? Math.max(...limits.values()) : concurrency,
      );
      const latency = latencyOf(counts, times, Math.max(1, sideBySide));
      const quota = slowestOf(counts, quotas);
      const seconds = Math.round(readSeconds + Math.max(latency, quota?.seconds ?? 0));
      if (tenants.length === 0 || seconds < shortest) return undefined;
      const common = { requests: tenants.length, seconds };
      return quota && quota.seconds >= latency
        ? { ...common, limitedBy: 'quota', quota }
        : { ...common, limitedBy: 'latency', sideBySide };
    },
  };
}

/** Seconds, if a write takes as long as a list: tenants side by side, one after another within a tenant. */
function latencyOf(counts: Counts, times: ReadonlyMap<string, number>, sideBySide: number): number {
  const each = [...counts].map(([tenant, count]) => count * (times.get(tenant) ?? 0));
  const all = each.reduce((sum, one) => sum + one, 0);
  return Math.max(all / sideBySide, ...each) / 1000;
}

/** The quota that takes longest: a tenant's own, or the one of all that are reached at one place. */
function slowestOf(counts: Counts, quotas: ReadonlyMap<string, QuotaEvent>) {
  const requests = new Map<string, { readonly quota: QuotaEvent; readonly count: number }>();
  for (const [tenant, count] of counts) {
    const quota = quotas.get(tenant);
    if (!quota) continue;
    const whose = quota.isOwn ? `tenant ${tenant}` : `at ${quota.origin}`;
    requests.set(whose, { quota, count: count + (requests.get(whose)?.count ?? 0) });
  }
  const least = ({ quota, count }: { readonly quota: QuotaEvent; readonly count: number }) =>
    (count * quota.intervalSeconds) / quota.limit;
  const [slowest] = [...requests.values()].sort((a, b) => least(b) - least(a));
  if (!slowest) return undefined;
  const { limit, intervalSeconds, isOwn } = slowest.quota;
  return { limit, intervalSeconds, isOwn, seconds: quotaLasts(slowest.count, slowest.quota) };
}

type Counts = ReadonlyMap<string, number>;

function countEach(names: readonly string[]): Counts {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}
