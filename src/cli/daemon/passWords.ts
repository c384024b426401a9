import { groupBy } from '../../base/collections.ts';
import { printable } from '../../base/printable.ts';
import { count, listed } from '../../base/text/words.ts';
import { type Here, toMinute } from '../../base/time/shown.ts';
import type { ContestedValue, Event } from '../../daemon/events/event.ts';
import type { FinishedNews } from '../../daemon/state.ts';
import { inWords } from '../../http/answerFailure.ts';
import { syncName } from '../../model/syncName.ts';
import { isStopped, troubledTenants } from '../../reconcile/plan.ts';
import { type PassResult, type Report, resultOf } from '../../reconcile/report.ts';
import { shortPlanId } from '../../reconcile/safety/waysOut.ts';
import { soon } from '../../report/explain/words.ts';
import { haltedWords } from '../../report/halted.ts';
import { syncsInShort, unmanagedNewsWords } from '../../report/unmanaged.ts';
import { appliedWords, noneKnown, unanswered, whereKnown } from '../../report/verdict.ts';

/** In which time zone people read times. */
export type Zone = Omit<Here, 'now'>;

/** Where a daemon is looked at, and where it works. */
export type DaemonPlaces = { readonly page: string; readonly syncs: string; readonly journal: string };

export function runningWords({ page, syncs, journal }: DaemonPlaces): string {
  return `· look at ${page} in a browser · watching ${syncs} · journal ${journal}`;
}

const marks = {
  ...{ inSync: '✓', applied: '✓', planned: '✓', held: '!' },
  ...{ incomplete: '✗', refused: '✗', problems: '✗' },
} as const satisfies Record<PassResult, string>;

/** `✓ corrected 1 of 4 (files) · next look 19:50`: a pass in one line. */
export function passWords({ report, state }: FinishedNews, zone: Zone): string {
  const { lastPass, nextPassAt, now, period } = state;
  const next =
    nextPassAt === undefined ? '' : ` · next look ${shortTime(nextPassAt, period, { ...zone, now })}`;
  return `${marks[resultOf(report)]} ${foundWords(report)} (${lastPass!.reasons.join(', ')})${next}`;
}

function foundWords(report: Report): string {
  const { plan } = report;
  const { summary } = plan;
  if (report.kind === 'refused') return `refused: ${report.refusals[0]!.message}`;
  if (isStopped(plan)) return `${count(summary.problems, 'problem')}: nothing was written`;
  if (whereKnown(plan) === undefined) return noneKnown(plan);
  const silent = unanswered(summary);
  const troubled = troubledTenants(plan).size;
  return [
    ...doneWords(report),
    ...(summary.observed > 0 ? [`${summary.observed} observed`] : []),
    ...(summary.suspended > 0 ? [`${summary.suspended} suspended`] : []),
    ...(troubled > 0 ? [`${count(troubled, 'tenant')} with problems`] : []),
    ...(silent > 0 ? [`${count(silent, 'tenant')} without an answer`] : []),
  ].join(', ');
}

function doneWords({ kind, plan: { summary }, ...report }: Report): readonly string[] {
  if (kind !== 'applied' || !('changes' in report)) return [`${summary.inSync} in sync`];
  const done = report.changes.filter(({ outcome }) => outcome === 'applied').length;
  const [, ...undone] = appliedWords(report.changes);
  return [`corrected ${done} of ${summary.syncs}`, ...undone];
}

/** Nobody minds the seconds where looks are minutes apart. */
function shortTime(at: number, period: number, here: Here): string {
  if (period < 60_000) return here.calendar.localAt(at, here.timezone).slice(11, 19);
  return soon(toMinute(at), here);
}

/**
 * What people read of events. What is the same on many tenants is one line, under the first of its events, and the others
 * say nothing. An event that the line of the pass tells has no words.
 */
export function eventWords(news: FinishedNews, zone: Zone): ReadonlyMap<Event, string> {
  const { now, period } = news.state;
  const time = (at: number) => shortTime(at, period, { ...zone, now });
  const words = new Map<Event, string>();
  for (const [first, ...others] of groupBy(news.events, sameness).values()) {
    words.set(first!, wordsOf(first!, [first!, ...others], time));
    for (const other of others) words.set(other, '');
  }
  return words;
}

/** The same for events of tenants that are told together. */
function sameness(event: Event): string {
  switch (event.type) {
    case 'tenant.failed':
      return JSON.stringify([event.type, event.failing.failure.code, event.failing.failure.message]);
    case 'tenant.recovered':
      return event.type;
    case 'value.contested':
    case 'value.calmed':
      return JSON.stringify([event.type, event.value.tenant, event.value.key]);
    default:
      return event.type;
  }
}

function wordsOf(event: Event, alike: readonly Event[], time: (at: number) => string): string {
  switch (event.type) {
    case 'tree.bad':
      return `✗ the files are bad: ${count(event.problems.length, 'problem')}`;
    case 'pass.refused':
      return `✗ plan ${shortPlanId(event.planId)} is refused · ${event.refusals[0]?.hint ?? ''}`;
    case 'pass.approved':
      return `✓ plan ${shortPlanId(event.planId)} was written, as approved ${time(event.at)}`;
    case 'tree.recovered':
      return '✓ the files are good again';
    case 'tenant.blocked':
      return `✗ ${namesOf([...troubledTenants(event)])}: nothing is written because of ${count(event.problems.length, 'problem')}`;
    case 'tenant.unblocked':
      return `✓ ${namesOf(event.tenants)}: no problems any more`;
    case 'tenant.failed': {
      const { failure, retryAt } = event.failing;
      return `✗ ${tenantsOf(alike)}: ${printable(failure.message)} · asked again ${time(retryAt)}`;
    }
    case 'tenant.recovered':
      return `✓ ${tenantsOf(alike)} answer${alike.length === 1 ? 's' : ''} again`;
    case 'value.contested':
      return `! ${valueName(event.value)} is set by somebody else again and again · next try ${time(event.value.nextAt)}`;
    case 'value.calmed':
      return `✓ ${valueName(event.value)} is left alone by others again`;
    case 'unmanaged.appeared':
    case 'unmanaged.gone':
    case 'sync.halted':
    case 'sync.recovered':
      return syncsWords(event);
    case 'storage.failed':
      return `✗ the state directory cannot be written: ${printable(event.error)} · corrections go on`;
    case 'storage.recovered':
      return '✓ the state directory can be written again';
    default:
      return '';
  }
}

function syncsWords(event: Extract<Event, { syncs: unknown }>): string {
  const which = syncsInShort(event.syncs, event.tenants);
  if (event.type === 'sync.halted') return `! ${which}: ${haltedWords(event.longest)}`;
  if (event.type !== 'sync.recovered') return `! ${which}: ${unmanagedNewsWords[event.type]}`;
  return `✓ ${which}: ${listed([...new Set(event.syncs.map(({ now }) => now))], 3)}`;
}

/** The names of two at most, else how many there are. */
function tenantsOf(events: readonly Event[]): string {
  const names = events.flatMap((event) => {
    if (event.type === 'tenant.failed') return [event.failing.failure.tenant];
    return event.type === 'tenant.recovered' ? [event.tenant] : [];
  });
  return namesOf(names);
}

function namesOf(names: readonly string[]): string {
  return names.length > 2 ? count(names.length, 'tenant') : names.join(' and ');
}

function valueName({ tenant, sync, field }: ContestedValue): string {
  return printable(`${tenant} / ${syncName(sync)}: ${field}`);
}

/** By how much the wall clock was put. */
export function jumpWords(byMs: number): string {
  const distance = inWords(Math.round(Math.abs(byMs) / 1_000) * 1_000);
  return `the clock was put ${byMs < 0 ? 'back' : 'forward'} by ${distance}`;
}
