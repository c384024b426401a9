import { sha256 } from '../../base/hash.ts';
import type { Problem } from '../../problems/problem.ts';
import type { Report } from '../../reconcile/report.ts';
import type { DaemonState } from '../state.ts';
import type { Event, News, Told } from './event.ts';
import { problemKey } from './passes.ts';

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

/** Tenants whose live state shows problems that it did not, and those that have none any more: all in one event each. */
export function problemNews(
  told: Told['blocked'],
  { tenants }: DaemonState,
  { plan }: Report,
): News<'blocked'> {
  const known = new Map(told.map(({ tenant, problems }) => [tenant, new Set(problems)]));
  const troubled = [...tenants.values()].filter(({ problems }) => problems.length > 0);
  const isNews = (problem: Problem) => !known.get(problem.tenant!)?.has(digestOf(problem));
  const fresh = troubled.flatMap(({ problems }) => problems.filter(isNews));
  const names = new Set(troubled.map(({ name }) => name));
  const ended = new Set(
    plan.tenants.flatMap(({ name }) => (known.has(name) && !names.has(name) ? [name] : [])),
  );
  const rest = told.filter(({ tenant }) => tenants.has(tenant) && !names.has(tenant) && !ended.has(tenant));
  return {
    events: [
      ...(fresh.length > 0 ? [{ type: 'tenant.blocked', problems: fresh } as const] : []),
      ...(ended.size > 0 ? [{ type: 'tenant.unblocked', tenants: [...ended] } as const] : []),
    ],
    told: [
      ...rest,
      ...troubled.map(({ name, problems }) => ({ tenant: name, problems: problems.map(digestOf) })),
    ],
  };
}

function digestOf(problem: Problem): string {
  return sha256(problemKey(problem)).slice(0, 16);
}
