import { describe, expect, test } from 'vitest';
import { at } from '../../../test/support/build.ts';
import {
  aPass,
  aState,
  aStream,
  aSyncState,
  aTenantState,
  intervalDrift,
  noon,
  secretDrift,
  tenantsOf,
} from '../../../test/support/daemonState.ts';
import { needs } from '../../../test/support/needs.ts';
import { promtool } from '../../../test/support/promtool.ts';
import { heldBack } from '../../../test/support/report.ts';
import { going, inCloud, reader, recorded } from '../../../test/support/wawi/client.ts';
import { startEmulator } from '../../emulator/server.io.ts';
import type { Change } from '../../model/change.ts';
import type { FieldChange } from '../../model/fields/index.ts';
import type { Code } from '../../problems/codes.ts';
import type { Failure } from '../../problems/problem.ts';
import type { AppliedChange } from '../../reconcile/outcome.ts';
import { type Difference, makePlan } from '../../reconcile/plan.ts';
import type { Report } from '../../reconcile/report.ts';
import type { DaemonState } from '../state.ts';
import { createMetrics, type Metrics } from './metrics.ts';

/** Metrics that are told of passes one after another. */
function someMetrics() {
  const metrics = createMetrics('1.2.3');
  const stream = aStream();
  return {
    ...metrics,
    onPass: (report: Report, state: DaemonState) => metrics.onPass(stream(report, state)),
  };
}

/** The series of one name, without their help: `{tenant="acme"}` → value. */
async function series(
  metrics: Pick<Metrics, 'render'>,
  name: string,
): Promise<Readonly<Record<string, number>>> {
  const lines = (await metrics.render()).split('\n');
  const found = lines.flatMap((line) => {
    const match = /^(\w+)(\{.*\})? (\S+)$/.exec(line);
    return match?.[1] === name ? [[match[2] ?? '', Number(match[3])] as const] : [];
  });
  return Object.fromEntries(found);
}

const sync = { id: 'id-of-Ebay', name: 'Ebay', salesChannel: 'Shop' };

function aChange(fields: readonly FieldChange[], changes: Partial<Change> = {}): Change {
  return { tenant: 'acme', sync, mode: 'enforce', origin: at(), fields, ...changes };
}

function planOf(changes: readonly Change[], failures: readonly Failure[] = []) {
  const counts = { managed: 1, inSync: 0, suspended: 0, unmanaged: 0, unmanagedOptions: 0 };
  const differences: Difference[] = [
    { tenant: 'acme', ...counts, standings: [], changes: [...changes], problems: [] },
  ];
  const rest = { problems: [], warnings: [], revision: null, treeHash: '', sha256: () => '' };
  return makePlan({ differences, failures, ...rest });
}

const inSync: Report = { kind: 'inSync', plan: planOf([]) };

function applied(...changes: readonly AppliedChange[]): Report {
  return { kind: 'applied', plan: planOf(changes), changes };
}

/** A state after which this still differs on the one sync. */
function leaving(drift: readonly FieldChange[]): DaemonState {
  const syncs = [aSyncState({ drift, status: drift.length > 0 ? 'OutOfSync' : 'Synced' })];
  return aState({ tenants: tenantsOf(aTenantState({ syncs })) });
}

describe('the metrics', () => {
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

  test('count failures of tenants by code', async () => {
    const metrics = someMetrics();
    const failures = ['a', 'b'].map((tenant) => ({ tenant, code: 'timeout', message: '' }) as const);
    metrics.onPass({ kind: 'inSync', plan: planOf([], failures) }, aState());
    expect(await series(metrics, 'sollist_tenant_failures_total')).toEqual({ '{code="timeout"}': 2 });
  });

  test('tell how many syncs of each tenant stand how, what is contested, and who cannot be reached', async () => {
    const metrics = someMetrics();
    const contested = [{ field: intervalDrift(60, 30), writes: 3, nextAt: noon }];
    const failing = {
      failure: { tenant: 'globex', code: 'tls', message: '' } as const,
      since: noon,
      times: 1,
      retryAt: noon,
    };
    const tenants = tenantsOf(
      aTenantState({ syncs: [aSyncState({ contested }), aSyncState({ status: 'OutOfSync' })] }),
      aTenantState({ name: 'globex', failing, syncs: [aSyncState({ status: 'Unknown' })] }),
    );
    metrics.onPass(inSync, aState({ tenants }));
    expect(await series(metrics, 'sollist_syncs')).toEqual({
      '{tenant="acme",status="Synced"}': 1,
      '{tenant="acme",status="OutOfSync"}': 1,
      '{tenant="acme",status="Unknown"}': 0,
      '{tenant="globex",status="Synced"}': 0,
      '{tenant="globex",status="OutOfSync"}': 0,
      '{tenant="globex",status="Unknown"}': 1,
    });
    expect(await series(metrics, 'sollist_contested_values')).toEqual({
      '{tenant="acme"}': 1,
      '{tenant="globex"}': 0,
    });
    expect(await series(metrics, 'sollist_tenant_failing')).toEqual({
      '{tenant="acme"}': 0,
      '{tenant="globex"}': 1,
    });
  });

  test('tell of bad files, and no longer once they are mended', async () => {
    const metrics = someMetrics();
    const problem = { code: 'yaml', message: 'no colon' } as const;
    metrics.onPass(
      inSync,
      aState({ bad: { since: noon, problems: [problem, problem] }, problems: [problem] }),
    );
    expect(await series(metrics, 'sollist_bad_tree')).toEqual({ '': 1 });
    expect(await series(metrics, 'sollist_problems')).toEqual({ '': 3 });
    metrics.onPass(inSync, aState());
    expect(await series(metrics, 'sollist_bad_tree')).toEqual({ '': 0 });
    expect(await series(metrics, 'sollist_problems')).toEqual({ '': 0 });
  });

  test('have no series for a time that is not known, since 1970 would set off every alarm', async () => {
    const metrics = someMetrics();
    const { lastSuccessAt: _, ...never } = aState();
    const success = () => series(metrics, 'sollist_last_success_timestamp_seconds');
    expect(await success()).toEqual({});
    metrics.onPass(inSync, never);
    expect(await success()).toEqual({});
    metrics.onPass(inSync, aState());
    expect(await success()).toEqual({ '': noon / 1000 - 60 });
    expect(await series(metrics, 'sollist_next_pass_timestamp_seconds')).toEqual({ '': noon / 1000 + 240 });
  });

  test('tell the version and the one watch mode that there is', async () => {
    const metrics = someMetrics();
    metrics.setWatchMode('events');
    metrics.setWatchMode('poll');
    expect(await series(metrics, 'sollist_watch_info')).toEqual({ '{mode="poll"}': 1 });
    expect(await series(metrics, 'sollist_build_info')).toEqual({ '{version="1.2.3"}': 1 });
  });

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

  test('forget a tenant that has gone, and start it anew when it returns', async () => {
    const metrics = someMetrics();
    const quota = { limit: 10, remaining: 3, intervalSeconds: 60, origin: 'https://example.com' };
    metrics.observer.onQuota!({ ...quota, tenant: 'acme', endpoint: 'status' });
    metrics.onPass(applied({ ...aChange([intervalDrift(2, 1)]), outcome: 'applied', attempts: 1 }), aState());
    expect(await metrics.render()).toContain('"acme"');
    metrics.onPass(inSync, aState({ tenants: tenantsOf(aTenantState({ name: 'globex' })) }));
    expect(await metrics.render()).not.toContain('"acme"');
    metrics.onPass(inSync, aState());
    expect(await series(metrics, 'sollist_drift_corrected_total')).toEqual({ '{tenant="acme"}': 0 });
  });

  test('have no more series for a tenant with a thousand syncs than for one with one', async () => {
    const count = async (syncs: number) => {
      const metrics = someMetrics();
      const all = Array.from({ length: syncs }, (_, index) => aSyncState({ name: `sync ${index}` }));
      metrics.onPass(inSync, aState({ tenants: tenantsOf(aTenantState({ syncs: all })) }));
      const text = await metrics.render();
      expect(text).not.toContain('sync 0');
      return text.split('\n').filter((line) => line.startsWith('sollist_')).length;
    };
    expect(await count(1_000)).toBe(await count(1));
  });
});

test('promtool finds nothing to complain of, with every metric in use', async ({ skip }) => {
  needs(skip, 'promtool');
  const metrics = someMetrics();
  const quota = { limit: 100, intervalSeconds: 60, scope: 'tenant' } as const;
  const emulator = await startEmulator({ dialect: '2.0', quota });
  try {
    const { tenantId } = emulator.tenants[0]!;
    const tenant = inCloud({ url: emulator.url, version: '2.0', tenantId, name: 'acme' });
    const wawi = await reader(tenant, recorded({ observer: metrics.observer }));
    await wawi.list(going());
    await wawi.status(going());
  } finally {
    await emulator.close();
  }
  const failures = [{ tenant: 'acme', code: 'timeout', message: '' }] as const;
  const change = aChange([intervalDrift(2, 1)]);
  const failed = {
    ...change,
    outcome: 'failed',
    attempts: 1,
    error: { code: 'timeout', message: '' },
  } as const;
  metrics.onPass({ kind: 'applied', plan: planOf([change], failures), changes: [failed] }, aState());
  metrics.setWatchMode('events');

  const text = await metrics.render();
  const names = [...text.matchAll(/^# TYPE (sollist_\w+)/gm)].map((match) => match[1]!);
  const empty = names.filter((name) => !new RegExp(`^${name}(?:_count)?(?:\\{.*\\})? `, 'm').test(text));
  expect(empty).toEqual([]);
  expect(await promtool(text)).toBe('');
});

test('promtool does complain of what is against the rules', async ({ skip }) => {
  needs(skip, 'promtool');
  expect(await promtool('# HELP x_total X.\n# TYPE x_total gauge\nx_total 1\n')).toContain('_total');
});
