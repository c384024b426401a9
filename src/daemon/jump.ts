import { dueBy, type ScheduleWorld } from './schedule.ts';
import type { DaemonState, TenantState } from './state.ts';

/**
 * What is known once the wall clock was put by so many milliseconds. All that has been is as long ago as before, and all
 * that waits goes on waiting for as long. The schedule is reckoned anew: nothing is owed for what was skipped.
 */
export function afterJump(memory: DaemonState, by: number, world: ScheduleWorld): DaemonState {
  const {
    due: before,
    nextPassAt,
    nextChangeAt,
    lastPass,
    inForce,
    bad,
    storage,
    pass,
    told,
    refused,
    approval,
    ...rest
  } = memory;
  const { due } = before ? dueBy(memory.settings, world) : {};
  return {
    ...moved(rest, by, 'startedAt', 'now', 'lastSuccessAt', 'calmSince'),
    ...(due && { due }),
    ...(due && nextPassAt !== undefined && { nextPassAt: due.at }),
    // Between then and now windows may have opened and closed again: whoever looks knows.
    ...(nextChangeAt !== undefined && { nextChangeAt: by < 0 ? world.clock.now() : nextChangeAt }),
    ...(lastPass && { lastPass: moved(lastPass, by, 'startedAt', 'finishedAt') }),
    ...(inForce && { inForce: moved(inForce, by, 'since') }),
    ...(bad && { bad: moved(bad, by, 'since') }),
    ...(storage && { storage: moved(storage, by, 'since') }),
    ...(refused && { refused: moved(refused, by, 'since') }),
    ...(approval && { approval: moved(approval, by, 'at', 'until') }),
    ...(pass && { pass: moved(pass, by, 'startedAt') }),
    told: {
      ...told,
      tenants: told.tenants.map((one) => moved(one, by, 'since')),
      contested: told.contested.map((one) => moved(one, by, 'nextAt')),
      halted: told.halted.map((one) => moved(one, by, 'since', 'seenAt')),
    },
    readings: mapValues(memory.readings, (reading) => moved(reading, by, 'at')),
    tenants: mapValues(memory.tenants, (tenant) => movedTenant(tenant, by)),
    efforts: mapValues(memory.efforts, (effort) => moved(effort, by, 'at')),
  };
}

function movedTenant(tenant: TenantState, by: number): TenantState {
  const { failing, syncs } = tenant;
  return {
    ...moved(tenant, by, 'seenAt'),
    ...(failing && { failing: moved(failing, by, 'since', 'retryAt') }),
    syncs: syncs.map((sync) => ({
      ...sync,
      contested: sync.contested.map((one) => moved(one, by, 'nextAt')),
    })),
  };
}

function mapValues<K, T>(all: ReadonlyMap<K, T>, change: (one: T) => T): ReadonlyMap<K, T> {
  return new Map([...all].map(([key, one]) => [key, change(one)]));
}

/** With these times later by so much, those of them that there are. */
function moved<T extends object>(one: T, by: number, ...times: (keyof T)[]): T {
  const known = times.filter((time) => one[time] !== undefined);
  return { ...one, ...Object.fromEntries(known.map((time) => [time, (one[time] as number) + by])) };
}
