import { describe, expect, test } from 'vitest';
import { aPass, aState } from '../../../test/support/daemonState.ts';
import { inSync, planOf, series, someMetrics } from '../../../test/support/metrics.ts';

describe('the metrics of passes', () => {
  test('count passes by what they came to, from zero on, and how long they took', async () => {
    const metrics = someMetrics();
    expect(await series(metrics, 'sollist_passes_total')).toEqual({
      '{result="inSync"}': 0,
      '{result="applied"}': 0,
      '{result="refused"}': 0,
      '{result="problems"}': 0,
    });
    metrics.onPass(inSync, aState());
    metrics.onPass(inSync, aState({ lastPass: aPass({ result: 'refused' }) }));
    expect(await series(metrics, 'sollist_passes_total')).toMatchObject({
      '{result="inSync"}': 1,
      '{result="refused"}': 1,
    });
    expect(await series(metrics, 'sollist_pass_duration_seconds_sum')).toEqual({ '': 0.5 });
  });

  test('count failures of tenants by code', async () => {
    const metrics = someMetrics();
    const failures = ['a', 'b'].map((tenant) => ({ tenant, code: 'timeout', message: '' }) as const);
    metrics.onPass({ kind: 'inSync', plan: planOf([], failures) }, aState());
    expect(await series(metrics, 'sollist_tenant_failures_total')).toEqual({ '{code="timeout"}': 2 });
  });
});
