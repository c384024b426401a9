import { expect, test } from 'vitest';
import { aState, aTenantState, noon, tenantsOf } from '../../../test/support/daemonState.ts';
import type { DaemonState } from '../state.ts';
import { toBeAsked } from './rounds.ts';

const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];
const names = Array.from({ length: 200 }, (_, index) => `t${index}`);

const tenants = tenantsOf(...names.map((name) => aTenantState({ name })));

function stateAt(now: number, changes: Partial<DaemonState> = {}, stoppedFor = '7d'): DaemonState {
  return aState({
    ...{ startedAt: noon, now, tenants },
    settings: { health: { stoppedFor } } as NonNullable<DaemonState['settings']>,
    ...changes,
  });
}

/** All that are asked after passes that are so far apart. */
function asked(from: number, to: number, every: number, stoppedFor?: string): readonly string[] {
  const passes = Array.from({ length: Math.floor((to - from) / every) }, (_, index) => from + index * every);
  return passes.flatMap((at) => toBeAsked(stateAt(at + every, {}, stoppedFor), at));
}

test('each tenant is asked once a day, never many at a time, and none in the first hour', () => {
  const inOneDay = asked(noon + hour, noon + hour + day, 5 * minute);
  expect([...inOneDay].sort()).toEqual([...names].sort());
  expect(asked(noon, noon + hour, 5 * minute)).toEqual([]);
  const most = Array.from({ length: 288 }, (_, index) => {
    const at = noon + hour + index * 5 * minute;
    return toBeAsked(stateAt(at + 5 * minute), at).length;
  });
  expect(Math.max(...most)).toBeLessThan(20);
});

test('as often as the setting needs, and never where that says so', () => {
  expect(asked(noon + hour, noon + 2 * hour, 5 * minute, '7h')).toHaveLength(200);
  expect(asked(noon, noon + 3 * day, hour, 'never')).toEqual([]);
});

test('not a tenant that was read meanwhile or cannot be reached, nor by whoever has just begun', () => {
  const at = noon + 2 * day;
  const readings = new Map(names.slice(1).map((name) => [name, { at: at - hour, statuses: [] }]));
  expect(toBeAsked(stateAt(at, { readings }), at - day)).toEqual(['t0']);
  const failure = { tenant: 't0', code: 'timeout', message: 'no answer' } as const;
  const failing = { failure, since: at, times: 1, retryAt: at };
  const down = tenantsOf(aTenantState({ name: 't0', failing }));
  expect(toBeAsked(stateAt(at, { tenants: down }), at - day)).toEqual([]);
  expect(toBeAsked(stateAt(noon + hour), undefined)).toEqual([]);
  expect(toBeAsked(stateAt(at), at + day)).toEqual([]);
});
