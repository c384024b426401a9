import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type {
  ApiEndpoint,
  QuotaEvent,
  RequestEvent,
  TokenReason,
  WawiObserver,
} from '../../wawi/observer.ts';

/** Seconds, up to the time after which a request is given up. */
const buckets = [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

const endpoints: readonly ApiEndpoint[] = ['list', 'configure', 'status', 'control'];
const reasons: readonly TokenReason[] = ['first', 'expired', 'refused'];

/** What happens on the wire. */
export function createApiMetrics(register: Registry) {
  const quota = quotaGauges(register);
  const renewals = new Counter({
    name: 'sollist_token_renewals_total',
    help: 'Access tokens that were fetched, and why: there was none, its time ran out, or the API refused it.',
    labelNames: ['reason'],
    registers: [register],
  });
  const limits = new Gauge({
    name: 'sollist_api_concurrency',
    help: 'Requests that may be on their way to an API side by side: fewer than `concurrency` while it has too much to do.',
    labelNames: ['api'],
    registers: [register],
  });
  for (const reason of reasons) renewals.inc({ reason }, 0);
  const observer: WawiObserver = {
    onRequest: requestMetrics(register),
    onQuota: quota.set,
    onLimit: ({ api, limit }) => limits.set({ api }, limit),
    onToken: ({ reason }) => renewals.inc({ reason }),
  };
  return { observer, forget: quota.forget };
}

function requestMetrics(register: Registry): (event: RequestEvent) => void {
  const requests = new Counter({
    name: 'sollist_api_requests_total',
    help: 'Requests that were sent, each try for itself, by the HTTP status of the answer, or why there was none.',
    labelNames: ['endpoint', 'status'],
    registers: [register],
  });
  const duration = new Histogram({
    name: 'sollist_api_request_duration_seconds',
    help: 'How long each request took, its answer included.',
    labelNames: ['endpoint'],
    buckets,
    registers: [register],
  });
  return ({ endpoint, status, failure, milliseconds }) => {
    requests.inc({ endpoint, status: String(status ?? failure ?? 'none') });
    // A clock that was put back makes no request end before it began.
    duration.observe({ endpoint }, Math.max(0, milliseconds) / 1000);
  };
}

function quotaGauges(register: Registry) {
  const told = new Map<ApiEndpoint, Map<string, QuotaEvent>>(endpoints.map((one) => [one, new Map()]));
  // Series are made when somebody asks for them, and not with each answer.
  const gauge = (name: string, help: string, figureOf: (quota: QuotaEvent) => number) =>
    new Gauge({
      ...{ name, help, labelNames: ['tenant', 'endpoint'], registers: [register] },
      collect() {
        this.reset();
        for (const [endpoint, byTenant] of told)
          for (const [tenant, quota] of byTenant) this.set({ tenant, endpoint }, figureOf(quota));
      },
    });
  gauge(
    'sollist_api_quota_remaining_requests',
    'Requests that are left of the quota, as the last answer told.',
    ({ remaining }) => remaining,
  );
  gauge(
    'sollist_api_quota_limit_requests',
    'Requests that the quota allows in its interval, as the last answer told.',
    ({ limit }) => limit,
  );
  return {
    set: (quota: QuotaEvent) => void told.get(quota.endpoint)!.set(quota.tenant, quota),
    forget(isGone: (tenant: string) => boolean): void {
      for (const byTenant of told.values())
        for (const tenant of byTenant.keys()) if (isGone(tenant)) byTenant.delete(tenant);
    },
  };
}
