import { expect, test } from 'vitest';
import { aState, aTenantState, tenantsOf } from '../../../test/support/daemonState.ts';
import { aChange, aPlan } from '../../../test/support/report.ts';
import type { DaemonState, HealthReadings } from '../state.ts';
import { standing } from './standing.ts';

const quiet: HealthReadings = new Map();
const state = aState({ tenants: tenantsOf(aTenantState({ name: 'acme' })) });
const { sync } = state.tenants.get('acme')!.syncs[0]!;

test('the tenants are told once, however many ask and however late it is', () => {
  const first = standing(state, quiet);
  expect(standing({ ...state, now: state.now + 1 }, quiet)).toBe(first);
});

test('what has become something else is told at once', () => {
  const problem = { code: 'unknown-option', message: 'x' } as const;
  const changes: readonly (readonly [Partial<DaemonState>, object])[] = [
    [{ problems: [problem] }, { problems: [problem] }],
    [{ refused: { plan: aPlan({ changes: [aChange()] }), since: 1 } }, { tenants: [{ refused: 1 }] }],
    [{ tenants: new Map() }, { summary: { tenants: 0 } }],
    [{}, { problems: [], summary: { tenants: 1, health: { Degraded: 0 } } }],
  ];
  for (const [change, expected] of changes)
    expect(standing({ ...state, ...change }, quiet)).toMatchObject(expected);
  const statuses = [{ id: sync.id, health: 'Degraded', lastSync: null, nextSync: null }] as const;
  const heard = new Map([['acme', { at: 1, statuses }]]);
  expect(standing(state, heard)).toMatchObject({ summary: { health: { Degraded: 1 } } });
  expect(standing(state, quiet)).toMatchObject({ summary: { health: { Degraded: 0 } } });
});
