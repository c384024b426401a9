import type { Report } from '../../reconcile/report.ts';
import type { DaemonState } from '../state.ts';
import type { Event, News, Told } from './event.ts';

/** Tenants that fail, or fail in another way than before, and those that answer again. */
export function tenantNews(told: Told['tenants'], state: DaemonState, { plan }: Report): News<'tenants'> {
  const known = new Map(told.map((one) => [one.tenant, one]));
  const failing = [...state.tenants.values()].flatMap((tenant) => tenant.failing ?? []);
  // What was cut short because sollist stops says nothing of the tenant.
  const inForce = failing.filter(({ failure }) => failure.code !== 'stopped');
  const others = inForce.filter(({ failure }) => known.get(failure.tenant)?.code !== failure.code);
  const events = others.map(
    (one): Event => ({ type: 'tenant.failed', failing: one, isTold: known.has(one.failure.tenant) }),
  );
  for (const { failure } of others) {
    const { tenant, code } = failure;
    known.set(tenant, { tenant, code, since: known.get(tenant)?.since ?? state.now });
  }
  const down = new Set(inForce.map(({ failure }) => failure.tenant));
  for (const { name } of plan.tenants) {
    const before = known.get(name);
    if (!before || down.has(name)) continue;
    events.push({ type: 'tenant.recovered', tenant: name, afterMs: Math.max(0, state.now - before.since) });
    known.delete(name);
  }
  return { events, told: [...known.values()] };
}
