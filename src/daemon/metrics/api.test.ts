import { describe, expect, test } from 'vitest';
import { series, someMetrics } from '../../../test/support/metrics.ts';

describe('the metrics of what happens on the wire', () => {
  test('count requests, each try for itself, by status or by why there was none', async () => {
    const metrics = someMetrics();
    const request = { endpoint: 'list', tenant: 'acme', milliseconds: 250 } as const;
    metrics.observer.onRequest!({ ...request, status: 503, failure: undefined });
    metrics.observer.onRequest!({ ...request, status: 200, failure: undefined });
    metrics.observer.onRequest!({ ...request, status: undefined, failure: 'timeout' });
    expect(await series(metrics, 'sollist_api_requests_total')).toEqual({
      '{endpoint="list",status="503"}': 1,
      '{endpoint="list",status="200"}': 1,
      '{endpoint="list",status="timeout"}': 1,
    });
    expect(await series(metrics, 'sollist_api_request_duration_seconds_sum')).toEqual({
      '{endpoint="list"}': 0.75,
    });
  });
});
