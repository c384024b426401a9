import { describe, expect, test } from 'vitest';
import {
  aState,
  aSyncState,
  aTenantState,
  intervalDrift,
  tenantsOf,
} from '../../../test/support/daemonState.ts';
import { aChange, applied, inSync, planOf, series, someMetrics } from '../../../test/support/metrics.ts';
import { needs } from '../../../test/support/needs.ts';
import { promtool } from '../../../test/support/promtool.ts';
import { going, inCloud, reader, recorded } from '../../../test/support/wawi/client.ts';
import { startEmulator } from '../../emulator/server.io.ts';

describe('the metrics', () => {
  test('tell the version and the one watch mode that there is', async () => {
    const metrics = someMetrics();
    metrics.setWatchMode('events');
    metrics.setWatchMode('poll');
    expect(await series(metrics, 'sollist_watch_info')).toEqual({ '{mode="poll"}': 1 });
    expect(await series(metrics, 'sollist_build_info')).toEqual({ '{version="1.2.3"}': 1 });
  });

  test('forget a tenant that has gone, and start it anew when it returns', async () => {
    const metrics = someMetrics();
    const quota = {
      limit: 10,
      remaining: 3,
      intervalSeconds: 60,
      origin: 'https://example.com',
      isOwn: false,
    };
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
