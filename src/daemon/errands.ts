import type { TenantSettings } from '../model/settings.ts';
import type { Failure } from '../problems/problem.ts';
import { backOffAfter, failAgain } from './backOff.ts';
import { dueBy, type ScheduleWorld } from './schedule.ts';
import type { DaemonState } from './state.ts';
import type { WakeReason } from './wakes.ts';

/** What is to be done besides: passes to wake, and tenants that failed to ask whether they answer. */
export type Errands = {
  readonly state: DaemonState;
  readonly wakes: readonly WakeReason[];
  readonly ask: readonly TenantSettings[];
};

/** The alarm rings: finds what is due. */
export function ring(memory: DaemonState, world: ScheduleWorld): Errands {
  const now = world.clock.now();
  const { due, nextChangeAt, ...rest } = memory;
  const ask = (memory.enforced?.chosen ?? []).filter(
    ({ name }) => (retryTime(memory, name) ?? Number.POSITIVE_INFINITY) <= now,
  );
  const hasChanged = nextChangeAt !== undefined && nextChangeAt <= now;
  const isDue = due !== undefined && due.at <= now;
  return {
    state: {
      ...rest,
      asking: new Set([...memory.asking, ...ask.map(({ name }) => name)]),
      ...(!hasChanged && nextChangeAt !== undefined && { nextChangeAt }),
      ...(isDue ? dueBy(memory.settings, world) : due && { due }),
    },
    wakes: [...(hasChanged ? (['turn'] as const) : []), ...(isDue ? (['schedule'] as const) : [])],
    ask,
  };
}

/** A tenant that failed was asked: one that answers is looked at by a pass, one that does not is asked again later. */
export function asked(
  memory: DaemonState,
  tenant: string,
  failure: Failure | undefined,
  { clock }: ScheduleWorld,
): Errands {
  const state = askedInVain(memory, tenant);
  const known = state.tenants.get(tenant);
  if (!known?.failing) return { state, wakes: [], ask: [] }; // a pass has seen it meanwhile
  if (!failure) {
    const answering = new Set(state.answering).add(tenant);
    return { state: { ...state, answering }, wakes: ['retry'], ask: [] };
  }
  const failing = failAgain(known.failing, failure, clock.now());
  const tenants = new Map(state.tenants).set(tenant, { ...known, failing });
  return { state: { ...state, tenants }, wakes: [], ask: [] };
}

/** Whoever asked learned nothing of the tenant. */
export function askedInVain(memory: DaemonState, tenant: string): DaemonState {
  return { ...memory, asking: new Set([...memory.asking].filter((name) => name !== tenant)) };
}

/** A pass failed by a bug: what it may have written was approved once, not twice. Where nothing would wake another one, one is due in a while all the same. */
export function failedByBug(
  { pass: _, approval: __, ...memory }: DaemonState,
  { clock }: ScheduleWorld,
): DaemonState {
  return { ...memory, due: memory.due ?? { at: clock.now() + backOffAfter(1), gap: 0 } };
}

/** Milliseconds. A pass that fails by a bug must not spin. */
const shortestPause = 200;

/** In how many milliseconds there is something to do next: not at once, whatever is overdue, and perhaps never. */
export function nextAlarm(memory: DaemonState, { clock }: Pick<ScheduleWorld, 'clock'>): number {
  const { due, nextChangeAt, tenants, approval } = memory;
  const retries = [...tenants.keys()].map((name) => retryTime(memory, name));
  const times = [...retries, due?.at, nextChangeAt, approval?.until].filter((at) => at !== undefined);
  const first = times.reduce((one, other) => Math.min(one, other), Number.POSITIVE_INFINITY);
  return Math.max(first - clock.now(), shortestPause);
}

/** When a tenant that failed is asked again; undefined while it is, and for one that need not be. */
function retryTime({ asking, answering, tenants }: DaemonState, name: string): number | undefined {
  return asking.has(name) || answering.has(name) ? undefined : tenants.get(name)?.failing?.retryAt;
}
