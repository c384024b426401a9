import { Counter, type Registry } from 'prom-client';
import type { Event } from '../events/event.ts';
import type { FinishedNews } from '../state.ts';
import { createTenants } from './tenants.ts';

/** Values that began to differ, and those that were corrected, by tenant: from zero on for each tenant that is known. */
export function driftCounters(register: Registry) {
  const [registers, labelNames] = [[register], ['tenant'] as const];
  const found = new Counter({
    name: 'sollist_drift_found_total',
    help: 'Values that began to differ from what they should be.',
    labelNames,
    registers,
  });
  const corrected = new Counter({
    name: 'sollist_drift_corrected_total',
    help: 'Values that were corrected, and proved to be.',
    labelNames,
    registers,
  });
  const tenants = createTenants((tenant) => {
    found.remove({ tenant });
    corrected.remove({ tenant });
  });
  return {
    count({ events, state }: FinishedNews): void {
      const [foundNow, correctedNow] = [tally(events.flatMap(begun)), tally(events.flatMap(taken))];
      for (const tenant of state.tenants.keys()) {
        tenants.meet(tenant);
        found.inc({ tenant }, foundNow.get(tenant) ?? 0);
        corrected.inc({ tenant }, correctedNow.get(tenant) ?? 0);
      }
    },
    forget: tenants.forget,
  };
}

type Count = { readonly tenant: string; readonly values: number };

function begun(event: Event): readonly Count[] {
  if (event.type !== 'drift.seen') return [];
  return event.seen.map(({ change: { tenant }, began }) => ({ tenant, values: began }));
}

function taken(event: Event): readonly Count[] {
  if (event.type !== 'drift.corrected') return [];
  return event.changes.map(({ tenant, fields }) => ({ tenant, values: fields.length }));
}

function tally(counts: readonly Count[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const { tenant, values } of counts) sums.set(tenant, (sums.get(tenant) ?? 0) + values);
  return sums;
}
