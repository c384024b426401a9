import { describe, expect, test } from 'vitest';
import { aPass, aState, intervalDrift, secretDrift } from '../../../test/support/daemonState.ts';
import {
  aChange,
  applied,
  inSync,
  leaving,
  planOf,
  series,
  someMetrics,
} from '../../../test/support/metrics.ts';
import { heldBack } from '../../../test/support/report.ts';
import type { Code } from '../../problems/codes.ts';
import type { Report } from '../../reconcile/report.ts';

describe('the metrics of passes', () => {
  test('count passes by what they came to, from zero on, and how long they took', async () => {
    const metrics = someMetrics();
    expect(await series(metrics, 'sollist_passes_total')).toEqual({
      '{result="inSync"}': 0,
      '{result="applied"}': 0,
      '{result="held"}': 0,
      '{result="incomplete"}': 0,
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

describe('the metrics of drift', () => {
  test('count drift once for as long as it lasts, and again when it comes back', async () => {
    const metrics = someMetrics();
    const drift = [intervalDrift(600, 300)];
    const observed: Report = { kind: 'inSync', plan: planOf([aChange(drift, { mode: 'observe' })]) };
    const found = async () => (await series(metrics, 'sollist_drift_found_total'))['{tenant="acme"}'];
    metrics.onPass(inSync, leaving([]));
    expect(await found()).toBe(0);
    for (const _ of [1, 2, 3]) metrics.onPass(observed, leaving(drift));
    expect(await found()).toBe(1);
    metrics.onPass(inSync, leaving([]));
    metrics.onPass(observed, leaving(drift));
    expect(await found()).toBe(2);
  });

  test('count what was corrected without what did not take, was not sent or failed', async () => {
    const metrics = someMetrics();
    const fields = [intervalDrift(600, 300), secretDrift()];
    const change = aChange(fields);
    const error = (code: Code) => ({ code, message: '' });
    const held = heldBack(fields);
    const report = applied(
      { ...change, outcome: 'applied', attempts: 1 },
      {
        ...change,
        outcome: 'notConverged',
        attempts: 1,
        residual: [fields[0]!],
        error: error('not-converged'),
      },
      { ...change, outcome: 'failed', attempts: 5, error: error('server-error') },
      { ...change, outcome: 'notAttempted', attempts: 0, ...held },
      { ...change, outcome: 'notAttempted', attempts: 0, error: error('stopped') },
      { ...change, outcome: 'notConverged', attempts: 1, ...held },
    );
    metrics.onPass(report, leaving([]));
    expect(await series(metrics, 'sollist_drift_corrected_total')).toEqual({ '{tenant="acme"}': 3 });
    expect(await series(metrics, 'sollist_correction_failures_total')).toEqual({
      '{code="not-converged"}': 1,
      '{code="server-error"}': 1,
    });
  });
});
