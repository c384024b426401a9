import { type DaemonState, firstState } from '../../src/daemon/state.ts';
import type { StatusFacts } from '../../src/daemon/status/json.ts';
import type { WorkerStatus } from '../../src/model/health.ts';
import { at } from './build.ts';
import {
  aState,
  aSyncState,
  aTenantState,
  intervalDrift,
  minute,
  noon,
  secretDrift,
  tenantsOf,
} from './daemonState.ts';

/** Of a daemon that is well, whose workers have told nothing. */
export const facts: StatusFacts = {
  version: '1.2.3',
  alive: true,
  ready: true,
  watchMode: 'events',
  health: new Map(),
  refusedAt: 'run',
};

/** What the workers of one tenant have told. */
export function told(tenant: string, ...statuses: readonly Partial<WorkerStatus>[]): StatusFacts {
  const whole = statuses.map((status) => ({
    id: 'id-of-Ebay',
    health: 'Healthy' as const,
    lastSync: null,
    nextSync: null,
    ...status,
  }));
  return { ...facts, health: new Map([[tenant, { at: noon - 10_000, statuses: whole }]]) };
}

/** A tenant that cannot be reached. */
export const failing = {
  failure: { tenant: 'globex', code: 'unreachable', message: 'connection refused', hint: 'is it on?' },
  since: noon - 10 * minute,
  times: 4,
  retryAt: noon + 4 * minute,
} as const;

/** All that can be wrong at once. */
export const sick: DaemonState = aState({
  bad: {
    since: noon - 3 * minute,
    problems: [{ code: 'yaml', message: 'no colon', origin: at('syncs/a.yaml') }],
  },
  problems: [{ code: 'unknown-option', message: 'there is no such option', hint: 'did you mean `x`?' }],
  refusals: [{ code: 'max-changes', message: '60 syncs would change', hint: '--allow-changes 60' }],
  tenants: tenantsOf(
    aTenantState({
      syncs: [
        aSyncState(),
        aSyncState({
          name: 'Amazon',
          status: 'OutOfSync',
          mode: 'observe',
          drift: [intervalDrift(600, 300)],
        }),
        aSyncState({
          name: 'Payments',
          status: 'OutOfSync',
          drift: [secretDrift()],
          contested: [{ field: secretDrift(), writes: 5, nextAt: noon + 80 * minute }],
        }),
        aSyncState({ name: 'Frozen', suspension: { reason: 'Black Friday', until: noon + 60 * minute } }),
      ],
    }),
    aTenantState({ name: 'globex', failing, syncs: [aSyncState({ status: 'Unknown' })] }),
  ),
});

/** Right after the start. */
export function bare(): DaemonState {
  return { ...firstState(noon - 60 * minute), now: noon };
}
