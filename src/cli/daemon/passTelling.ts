import type { Log } from '../../base/log.ts';
import { timeText } from '../../base/timestamp.ts';
import type { Failing } from '../../daemon/backOff.ts';
import type { ContestedValue, Event, HaltEvent, UnmanagedEvent } from '../../daemon/events/event.ts';
import type { DaemonState, FinishedNews } from '../../daemon/state.ts';
import type { Loaded } from '../../desired/load.io.ts';
import { shortRevision } from '../../files/revision.ts';
import { syncName } from '../../model/syncName.ts';
import type { Problem } from '../../problems/problem.ts';
import { problemsText } from '../../problems/text.ts';
import { troubledTenants } from '../../reconcile/plan.ts';
import type { Report } from '../../reconcile/report.ts';
import { shortPlanId } from '../../reconcile/safety/waysOut.ts';
import { jsonLine, reportJson } from '../../report/json.ts';
import { reportText } from '../../report/text.ts';
import { syncsInShort } from '../../report/unmanaged.ts';
import { bugText } from '../bug.ts';
import type { CommonFlags } from '../commonFlags.ts';
import { fitted } from '../output.ts';
import type { Session } from '../session.ts';
import { lookOf, type Terminal } from '../terminal.ts';
import { eventWords, jumpWords, passWords, type Zone } from './passWords.ts';

/**
 * What a pass gives on stdout: a line of JSON in any case; text where something was sent, or the report says something
 * else than the last one.
 */
export function printPass(
  { report, state, events }: FinishedNews,
  { textOf, here }: Pick<Loaded, 'textOf' | 'here'>,
  flags: Pick<CommonFlags, 'output' | 'color'> & { readonly full?: boolean },
  terminal: Terminal,
): void {
  const show = (text: string) => terminal.stdout(fitted(text, flags.output, terminal));
  if (flags.output === 'json') {
    terminal.stdout(jsonLine(reportJson(report)));
    return;
  }
  const look = { ...lookOf(terminal, flags, textOf), here };
  for (const event of events) {
    // Without files that were good before, the report itself is about those that are bad.
    if (event.type !== 'tree.bad' || !state.inForce || flags.output !== 'text') continue;
    show(`${problemsText({ problems: event.problems, warnings: [] }, look)}\n\n`);
  }
  const isNews = hasSent(report) || events.some(({ type }) => type === 'report.changed');
  if (isNews) show(`${reportText(report, look)}\n`);
}

function hasSent(report: Report): boolean {
  return report.kind === 'applied' && report.changes.some(({ attempts }) => attempts > 0);
}

/** Bad news once when it starts and once when it ends, and a line for the pass. */
export function logPass(news: FinishedNews, log: Log, zone: Zone): void {
  logEvents(news, log, zone);
  log.info(passFields(news), 'pass finished', passWords(news, zone));
}

/** Logs nothing of what the line of the pass tells. */
export function logEvents(news: FinishedNews, log: Log, zone: Zone): void {
  const words = eventWords(news, zone);
  for (const event of news.events) logEvent(event, news.state, log, words.get(event));
}

const goodInForce = 'the files are bad; what was good last stays in force';
const nothingInForce = 'the files are bad, and there are no good ones to enforce yet';

function logEvent(event: Event, { inForce, now }: DaemonState, log: Log, words?: string): void {
  switch (event.type) {
    case 'tree.recovered':
      log.info({ treeHash: inForce?.treeHash.slice(0, 19) }, 'the files are good again', words);
      break;
    case 'tree.bad':
      log.warn(problemFields(event.problems), inForce ? goodInForce : nothingInForce, words);
      break;
    case 'tenant.blocked':
      log.warn(blockedFields(event.problems), 'tenants have problems: nothing is written there', words);
      break;
    case 'tenant.unblocked':
      log.info(tenantFields(event.tenants), 'tenants have no problems any more', words);
      break;
    case 'tenant.failed':
      log.warn(failingFields(event.failing), 'tenant cannot be reached', words);
      break;
    case 'tenant.recovered':
      log.info({ tenant: event.tenant, at: timeText(now) }, 'tenant can be reached again', words);
      break;
    case 'value.contested':
      log.warn(fightFields(event.value), 'contested: somebody else sets this value again and again', words);
      break;
    case 'value.calmed':
      log.info(valueFields(event.value), 'no longer contested', words);
      break;
    case 'unmanaged.appeared':
    case 'unmanaged.gone':
    case 'sync.halted':
    case 'sync.recovered':
      logSyncs(event, log, words);
      break;
    default:
      logSafety(event, log, words);
      logStorage(event, now, log, words);
  }
}

function logStorage(event: Event, now: number, log: Log, words?: string): void {
  if (event.type === 'storage.failed') {
    log.warn({ error: event.error }, 'the state directory cannot be written; corrections go on', words);
  }
  if (event.type === 'storage.recovered') {
    log.info({ at: timeText(now) }, 'the state directory can be written again', words);
  }
}

function logSyncs(event: Extract<Event, { syncs: unknown }>, log: Log, words?: string): void {
  const level = event.type === 'sync.halted' ? 'warn' : 'info';
  log[level](syncsFields(event), syncsMessages[event.type], words);
}

const syncsMessages = {
  'unmanaged.appeared': 'syncs that no document names are new in Wawi',
  'unmanaged.gone': 'syncs that no document named are gone from Wawi',
  'sync.halted': 'syncs are stopped or failing, though no document says so',
  'sync.recovered': 'syncs are stopped or failing no longer',
} as const;

function syncsFields({ syncs, tenants }: UnmanagedEvent | HaltEvent) {
  return { syncs: syncs.length, which: syncsInShort(syncs, tenants) };
}

function problemFields(problems: readonly Problem[]) {
  return { problems: problems.length, first: placed(problems[0]) };
}

function blockedFields(problems: readonly Problem[]) {
  return { ...tenantFields([...troubledTenants({ problems })]), ...problemFields(problems) };
}

/** One by its name, several by their number. */
function tenantFields(names: readonly string[]) {
  return names.length === 1 ? { tenant: names[0] } : { tenants: names.length };
}

function failingFields({ failure, retryAt }: Failing) {
  const { tenant, code, message: error } = failure;
  return { tenant, code, error, retryAt: timeText(retryAt) };
}

function fightFields(value: ContestedValue) {
  const { writes, nextAt } = value;
  return { ...valueFields(value), writes, nextAt: timeText(nextAt) };
}

/** What the safety rules refused, and what was written since somebody approved it. */
function logSafety(event: Event, log: Log, words?: string): void {
  if (event.type !== 'pass.refused' && event.type !== 'pass.approved') return;
  const about = { plan: shortPlanId(event.planId), changes: event.changes.length };
  if (event.type === 'pass.approved') {
    log.info(
      { ...about, approvedAt: timeText(event.at) },
      'a plan that was approved has been written',
      words,
    );
    return;
  }
  const { refusals } = event;
  const reasons = [...new Set(refusals.map(({ code }) => code))].join(',');
  log.warn({ ...about, reasons, hint: refusals[0]?.hint }, 'the plan is refused', words);
}

function valueFields({ tenant, sync, field }: ContestedValue) {
  return { tenant, sync: syncName(sync), field };
}

function passFields({ report: { plan }, state: { lastPass, nextPassAt } }: FinishedNews) {
  const { summary, id, revision } = plan;
  const { number, reasons, result, startedAt, finishedAt } = lastPass!;
  const { inSync, changes, observed, problems, failures, resting } = summary;
  return {
    pass: number,
    reasons: reasons.join(','),
    result,
    inSync,
    changes,
    ...(observed > 0 && { observed }),
    ...(problems > 0 && { problems }),
    ...(failures > 0 && { failures }),
    ...(resting !== undefined && { resting }),
    plan: id.slice(7, 19),
    ...(revision && { revision: shortRevision(revision, 12) }),
    ms: finishedAt - startedAt,
    ...(nextPassAt !== undefined && { next: timeText(nextPassAt) }),
  };
}

function placed(problem: Problem | undefined): string {
  const origin = problem?.origin;
  return `${origin ? `${origin.file}:${origin.line}:${origin.column}: ` : ''}${problem?.message ?? ''}`;
}

export function tellJump({ log, progress }: Pick<Session, 'log' | 'progress'>, byMs: number): void {
  progress.clear();
  log.warn({ byMs }, jumpWords(byMs));
}

export function tellBug({ log }: Pick<Session, 'log'>, error: unknown, message: string): void {
  log.error({ error: bugText(error) }, message);
}
