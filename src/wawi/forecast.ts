import type { Forecast } from '../reconcile/report.ts';
import type { QuotaEvent, WawiObserver } from './observer.ts';
import { createLasting, quotaLasts } from './quota/lasting.ts';

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
  /** Of `latest`: progress asks ten times a second. */
  let lasting: ReturnType<typeof createLasting> | undefined;
  const observer: WawiObserver = {
    onRequest({ endpoint, tenant, status, milliseconds }) {
      if (endpoint === 'list' && status === 200) times.set(tenant!, milliseconds);
    },
    onQuota(quota) {
      const isAsBefore = quota.limit === latest?.limit && quota.intervalSeconds === latest.intervalSeconds;
      if (!isAsBefore) lasting = undefined;
      latest = quota;
      quotas.set(quota.tenant, quota);
    },
    onLimit: ({ api, limit }) => limits.set(api, limit),
  };
  return {
    observer,
    /** Seconds that so many requests take at least, where all tenants share the quota that was told last. */
    lasts(requests: number): number {
      if (!latest || latest.isOwn) return 0;
      lasting ??= createLasting(latest);
      return lasting(requests);
    },
    /** Undefined where it is a moment. */
    forecast: (writes: Writes) => foretell(writes, { times, quotas, limits }),
  };
}

type Seen = {
  readonly times: ReadonlyMap<string, number>;
  readonly quotas: ReadonlyMap<string, QuotaEvent>;
  readonly limits: ReadonlyMap<string, number>;
};

/** If a write takes as long as a list: tenants side by side, one after another within a tenant. */
function foretell({ tenants, concurrency, readSeconds }: Writes, seen: Seen): Forecast | undefined {
  const { times, quotas, limits } = seen;
  const counts = countEach(tenants);
  const bears = limits.size > 0 ? Math.max(...limits.values()) : concurrency;
  const sideBySide = Math.max(1, Math.min(concurrency, counts.size, bears));
  const answersOf = (tenant: string) => (counts.get(tenant)! * (times.get(tenant) ?? 0)) / 1000;
  const ownOf = (tenant: string) => lastsFor(counts.get(tenant)!, quotas.get(tenant));
  const names = [...counts.keys()];
  const latency = inLanes(names.map(answersOf), sideBySide);
  const own = inLanes(
    names.map((tenant) => Math.max(ownOf(tenant), answersOf(tenant))),
    sideBySide,
  );
  const shared = slowestShared(counts, quotas);
  const writing = Math.max(own, shared?.seconds ?? 0);
  const seconds = Math.round(readSeconds + writing);
  if (tenants.length === 0 || seconds < shortest) return undefined;
  const common = { requests: tenants.length, seconds };
  if (latency >= writing) return { ...common, limitedBy: 'latency', sideBySide };
  const quota = shared && shared.seconds >= own ? shared.quota : quotas.get(slowest(names, ownOf))!;
  const { limit, intervalSeconds, isOwn } = quota;
  return { ...common, limitedBy: 'quota', quota: { limit, intervalSeconds, isOwn } };
}

/** Seconds for all tenants: so many side by side, the next one when one has ended. */
function inLanes(seconds: readonly number[], lanes: number): number {
  const ends = Array.from({ length: Math.min(lanes, seconds.length) }, () => 0);
  for (const one of seconds) {
    const first = ends.indexOf(Math.min(...ends));
    ends[first]! += one;
  }
  return Math.max(0, ...ends);
}

/** Seconds that a tenant's own quota takes at least; none where it has no such. */
function lastsFor(requests: number, quota: QuotaEvent | undefined): number {
  return quota?.isOwn ? quotaLasts(requests, quota) : 0;
}

function slowest(tenants: readonly string[], secondsOf: (tenant: string) => number): string {
  return tenants.reduce((a, b) => (secondsOf(b) > secondsOf(a) ? b : a));
}

/** Of the quotas that all share who are reached at one place, the one that takes longest. */
function slowestShared(counts: Counts, quotas: ReadonlyMap<string, QuotaEvent>) {
  const requests = new Map<string, { readonly quota: QuotaEvent; readonly count: number }>();
  for (const [tenant, count] of counts) {
    const quota = quotas.get(tenant);
    if (!quota || quota.isOwn) continue;
    requests.set(quota.origin, { quota, count: count + (requests.get(quota.origin)?.count ?? 0) });
  }
  const all = [...requests.values()].map(({ quota, count }) => ({
    quota,
    seconds: quotaLasts(count, quota),
  }));
  return all.sort((a, b) => b.seconds - a.seconds)[0];
}

type Counts = ReadonlyMap<string, number>;

function countEach(names: readonly string[]): Counts {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}
