import { createCalendar } from '../../base/calendar.ts';
import { timeOrNull, timeText } from '../../base/timestamp.ts';
import type { StatusJson } from '../../generated/status.ts';
import { durationOfSeconds, toIso } from '../../model/duration.ts';
import { formatVersion } from '../../model/formatVersion.ts';
import { type Approval, type RefusedAt, waysOut } from '../../reconcile/safety/waysOut.ts';
import { allowJson } from '../../report/allow.ts';
import { problemJson } from '../../report/json.ts';
import { extentOf } from '../approval.ts';
import { longestHalt } from '../events/halted.ts';
import type { DaemonState, FinishedPass, HealthReadings } from '../state.ts';
import { standing, summarise } from './standing.ts';

const calendar = createCalendar();

/** How changes of files are noticed: by the system's events, or by looking again and again. */
export type Noticing = 'events' | 'poll';

/** What is to be told along with the daemon's state. */
export type StatusFacts = {
  readonly version: string;
  readonly alive: boolean;
  readonly ready: boolean;
  readonly watchMode: Noticing | undefined;
  readonly health: HealthReadings;
  /** Whether the daemon can be told over HTTP that a plan is right. */
  readonly refusedAt: RefusedAt;
};

/** The state as `schemas/status.schema.json` has it. Secrets stay concealed. */
export function statusJson(state: DaemonState, facts: StatusFacts): StatusJson {
  const allow = state.settings?.safety.allow;
  const { tenants, summary, halted, problems, unmanaged } = standing(state, facts.health);
  return {
    formatVersion,
    daemon: daemonJson(state, facts),
    summary,
    currentPass: currentPassJson(state),
    lastPass: state.lastPass ? passJson(state.lastPass) : null,
    badTree: state.bad
      ? { since: timeText(state.bad.since), problems: state.bad.problems.map(problemJson) }
      : null,
    problems,
    refusals: [...state.refusals],
    refused: state.refused ? refusedJson(state.refused, state, facts) : null,
    approval: state.approval ? approvalJson(state.approval) : null,
    tenants,
    ...(allow && state.now < allow.until && { allow: allowJson(allow) }),
    unmanaged,
    halted,
  };
}

function refusedJson(
  { plan, since }: NonNullable<DaemonState['refused']>,
  { refusals, settings, now }: DaemonState,
  { refusedAt }: StatusFacts,
): NonNullable<StatusJson['refused']> {
  const extent = extentOf(plan);
  const here = settings && { now, timezone: settings.timezone, calendar };
  return {
    ...{ plan: plan.id, since: timeText(since), values: plan.summary.values, ...extent },
    reasons: [...refusals],
    waysOut: [...waysOut(refusedAt, plan, extent, here)],
  };
}

function approvalJson({ planId, at, until }: Approval): NonNullable<StatusJson['approval']> {
  return { plan: planId, at: timeText(at), until: timeText(until) };
}

function daemonJson(
  state: DaemonState,
  { version, alive, ready, watchMode }: StatusFacts,
): StatusJson['daemon'] {
  const { startedAt, now, period, nextPassAt, lastSuccessAt, inForce, storage } = state;
  const longest = longestHalt(state);
  return {
    version,
    startedAt: timeText(startedAt),
    now: timeText(now),
    ...(state.settings && { timezone: state.settings.timezone }),
    stoppedFor: longest === undefined ? null : isoOf(longest),
    alive,
    ready,
    watchMode: watchMode ?? null,
    period: period === 0 ? null : isoOf(period),
    nextPassAt: timeOrNull(nextPassAt),
    lastSuccessAt: timeOrNull(lastSuccessAt),
    inForce: inForce ? { ...inForce, since: timeText(inForce.since) } : null,
    storage: storage ? { ...storage, since: timeText(storage.since) } : null,
  };
}

/** None is under way where the one begun last is the one finished last. */
function currentPassJson({ pass, lastPass }: DaemonState): NonNullable<StatusJson['currentPass']> | null {
  if (!pass || pass.number === lastPass?.number) return null;
  const { id, number, reasons, startedAt } = pass;
  return { id, number, reasons: [...reasons], startedAt: timeText(startedAt) };
}

function passJson(pass: FinishedPass): NonNullable<StatusJson['lastPass']> {
  const { id, number, reasons, result, startedAt, finishedAt, ...plan } = pass;
  return {
    id,
    number,
    reasons: [...reasons],
    result,
    startedAt: timeText(startedAt),
    finishedAt: timeText(finishedAt),
    milliseconds: finishedAt - startedAt,
    ...plan,
  };
}

/** Of milliseconds. */
function isoOf(milliseconds: number): string {
  return toIso(durationOfSeconds(Math.round(milliseconds / 1000)));
}

/** The same status, of these tenants alone. */
export function statusOfTenants(status: StatusJson, names: readonly string[]): StatusJson {
  const tenants = status.tenants.filter(({ name }) => names.includes(name));
  const unmanaged = status.unmanaged?.filter(({ tenant }) => names.includes(tenant));
  const problems = status.problems.filter(({ tenant }) => tenant === undefined || names.includes(tenant));
  const halted = status.halted?.filter(({ tenant }) => names.includes(tenant));
  return {
    ...{ ...status, summary: summarise(tenants, halted), problems, tenants },
    ...(unmanaged && { unmanaged }),
    ...(halted && { halted }),
  };
}
