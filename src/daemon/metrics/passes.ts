import { Counter, Histogram, type Registry } from 'prom-client';
import type { Failure } from '../../problems/problem.ts';
import { verdictsOf, wasSentInVain } from '../../reconcile/notWritten.ts';
import type { Report } from '../../reconcile/report.ts';
import type { Event } from '../events/event.ts';
import type { FinishedNews, FinishedPass } from '../state.ts';
import { createTenants } from './tenants.ts';

const results: readonly FinishedPass['result'][] = [
  'inSync',
  'applied',
  'held',
  'incomplete',
  'refused',
  'problems',
];

/** Seconds: from one tenant that answers at once to a fleet of slow ones. */
const buckets = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300];

/** What each pass came to. */
export function createPassMetrics(register: Registry) {
  const passes = passCounters(register);
  const drift = driftCounters(register);
  const failures = failureCounters(register);
  return {
    count(news: FinishedNews): void {
      passes(news);
      drift(news);
      for (const failure of news.report.plan.failures) failures.read(failure);
      for (const code of failedWrites(news.report)) failures.write(code);
    },
    /** A read beside all passes. */
    fail: failures.read,
  };
}

function passCounters(register: Registry): (news: FinishedNews) => void {
  const registers = [register];
  const passes = new Counter({
    name: 'sollist_passes_total',
    help: 'Passes that have finished, by what they came to.',
    labelNames: ['result'],
    registers,
  });
  for (const result of results) passes.inc({ result }, 0);
  const duration = new Histogram({
    name: 'sollist_pass_duration_seconds',
    help: 'How long passes took.',
    buckets,
    registers,
  });
  const approved = new Counter({
    name: 'sollist_approved_plans_total',
    help: 'Plans that were refused, and written since somebody approved them.',
    registers,
  });
  return ({ events, state }) => {
    const { result, startedAt, finishedAt } = state.lastPass!;
    passes.inc({ result });
    approved.inc(events.filter(({ type }) => type === 'pass.approved').length);
    duration.observe(Math.max(0, finishedAt - startedAt) / 1000);
  };
}

function failureCounters(register: Registry) {
  const registers = [register];
  const tenants = new Counter({
    name: 'sollist_tenant_failures_total',
    help: 'Reads of a tenant that failed, after all retries.',
    labelNames: ['code'],
    registers,
  });
  const corrections = new Counter({
    name: 'sollist_correction_failures_total',
    help: 'Corrections that were sent and failed, or did not take.',
    labelNames: ['code'],
    registers,
  });
  return {
    read: ({ code }: Pick<Failure, 'code'>) => tenants.inc({ code }),
    write: (code: string) => corrections.inc({ code }),
  };
}

/** A code for each change that was sent in vain. What was only left alone for a while has not failed. */
function failedWrites(report: Report): readonly string[] {
  return verdictsOf(report)
    .filter(({ left }) => left.some(({ why }) => wasSentInVain(why)))
    .flatMap(({ change }) =>
      'attempts' in change && change.attempts > 0 ? [change.error?.code ?? change.outcome] : [],
    );
}

/** Values that began to differ, and those that were corrected, by tenant: from zero on for each tenant that is known. */
function driftCounters(register: Registry): (news: FinishedNews) => void {
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
  return ({ events, state }) => {
    const [foundNow, correctedNow] = [tally(events.flatMap(begun)), tally(events.flatMap(taken))];
    for (const tenant of state.tenants.keys()) {
      const isNew = tenants.meet(tenant);
      for (const [counter, now] of [
        [found, foundNow],
        [corrected, correctedNow],
      ] as const)
        if (isNew || now.has(tenant)) counter.inc({ tenant }, now.get(tenant) ?? 0);
    }
    tenants.forget((tenant) => !state.tenants.has(tenant));
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
