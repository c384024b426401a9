import { describe, expect, test } from 'vitest';
import {
  aState,
  aSyncState,
  aTenantState,
  intervalDrift,
  noon,
  tenantsOf,
} from '../../../test/support/daemonState.ts';
import { inSync, series, someMetrics } from '../../../test/support/metrics.ts';

describe('the metrics of where things stand', () => {
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
    expect(await series(metrics, 'sollist_unmanaged_syncs')).toEqual({
      '{tenant="acme"}': 2,
      '{tenant="globex"}': 2,
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
});
