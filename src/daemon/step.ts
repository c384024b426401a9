import { fullTime, toMinute } from '../base/time/shown.ts';
import type { Desired } from '../desired/desired.ts';
import { type Revision, revisionOf } from '../files/revision.ts';
import type { SourceTree } from '../files/tree.ts';
import type { TenantSettings } from '../model/settings.ts';
import type { HoldField } from '../reconcile/holdBack.ts';
import { isStopped } from '../reconcile/plan.ts';
import { type Report, resultOf, succeeded } from '../reconcile/report.ts';
import type { Approval } from '../reconcile/safety/waysOut.ts';
import { approvalAfter } from './approval.ts';
import { effortsAfter, holdOf } from './contested.ts';
import { editedSince, fingerprintsOf } from './edits.ts';
import { eventsBetween } from './events/between.ts';
import { nextChange } from './nextChange.ts';
import { dueBy, type ScheduleWorld } from './schedule.ts';
import {
  type DaemonState,
  type Enforced,
  type FinishedNews,
  type FinishedPass,
  type Inputs,
  isCalm,
  passId,
  type StartedPass,
} from './state.ts';
import { tenantsAfter } from './tenants.ts';
import type { WakeReason } from './wakes.ts';

/** What steps ask of the world: nothing but the time, chance, and functions of their arguments. */
export type StepWorld = ScheduleWorld & {
  /** Soll of a tree that was good, at this moment. */
  readonly desireAgain: (tree: SourceTree, settings: Inputs['settings']) => Desired;
};

/** Why a pass begins, and when it was woken. */
export type Wake = { readonly reasons: readonly WakeReason[]; readonly at: number };

/** What a pass has to do: correct these tenants, or only tell of the problems of files of which none were ever good. */
export type Work =
  | { readonly kind: 'tell'; readonly desired: Desired }
  | {
      readonly kind: 'correct';
      readonly desired: Desired;
      readonly tenants: readonly TenantSettings[];
      /** How many others wait to be asked again, since they failed. */
      readonly resting: number;
      readonly settings: Inputs['settings'];
      readonly pass: { readonly id: string; readonly reasons: readonly WakeReason[] };
      readonly hold: HoldField;
      readonly approval?: Approval;
      /** Of the files that are enforced, where newer ones are bad: else that of the checkout. */
      readonly revision?: Revision;
    };

type BegunPass = { readonly state: DaemonState; readonly work: Work };

/** Begins a pass: what the files say now is taken over where it is good, and it is clear whom to look at. */
export function begin(memory: DaemonState, wake: Wake, inputs: Inputs, world: StepWorld): BegunPass {
  const { at: startedAt, reasons } = wake;
  const read = takeOver(memory, inputs, startedAt);
  const settings = (read.enforced ?? inputs).settings;
  const { due } = memory.settings && memory.due ? memory : dueBy(settings, world);
  const number = (memory.lastPass?.number ?? 0) + 1;
  const started = { id: passId(startedAt, number), number, reasons, startedAt };
  const known = { ...read, settings, ...(due && { due }), period: due?.gap ?? 0 };
  if (!read.enforced) {
    const pass = { ...started, looked: new Set<string>() };
    return { state: { ...known, pass }, work: { kind: 'tell', desired: inputs.desired } };
  }
  return beginWith(read.enforced, known, started, inputs, world);
}

function beginWith(
  enforced: Enforced,
  known: DaemonState,
  started: Omit<StartedPass, 'looked'>,
  inputs: Inputs,
  { desireAgain, calendar }: StepWorld,
): BegunPass {
  const { id, startedAt, reasons } = started;
  const { chosen, tree, settings } = enforced;
  const desired = known.bad ? desireAgain(tree, settings) : inputs.desired;
  const fingerprints = fingerprintsOf(desired, chosen);
  const edited = editedSince(known.fingerprints, fingerprints);
  const tenants = chosen.filter(({ name }) => isWanted(name, reasons, edited, known));
  const moment = { now: startedAt, timezone: settings.timezone };
  const nextChangeAt = nextChange(desired.documents, moment, calendar, settings.safety.allow?.until);
  const { nextChangeAt: _, ...rest } = known;
  const looked = new Set(tenants.map(({ name }) => name));
  const pass = { ...started, looked };
  const time = { now: startedAt, period: known.period };
  const hold: HoldField = (change, field) => {
    if (isUrgent(change.tenant, reasons, edited)) return undefined;
    const found = holdOf(known.efforts, change, field, time);
    return found && { ...found, end: fullTime(toMinute(found.until), { ...moment, calendar }) };
  };
  const resting = chosen.filter(
    ({ name }) => !pass.looked.has(name) && known.tenants.get(name)?.failing,
  ).length;
  return {
    state: { ...rest, fingerprints, pass, ...(nextChangeAt !== undefined && { nextChangeAt }) },
    work: {
      ...{ kind: 'correct', desired, tenants, resting, settings, pass: { id, reasons }, hold },
      ...(known.approval && { approval: known.approval }),
      ...(known.bad && known.inForce && { revision: revisionOf(known.inForce) }),
    },
  };
}

/** A bad tree does not unseat the last good one. */
function takeOver(memory: DaemonState, { settings, chosen, desired }: Inputs, at: number): DaemonState {
  const { problems, tree } = desired;
  const { bad: before, ...rest } = memory;
  if (problems.length > 0) return { ...rest, bad: { since: before?.since ?? at, problems } };
  return { ...rest, enforced: { settings, chosen, tree } };
}

/** No pass waits for a tenant that failed, unless somebody who knows better asks for it. */
function isWanted(
  tenant: string,
  reasons: readonly WakeReason[],
  edited: ReadonlySet<string>,
  { answering, tenants, problems, refusals }: DaemonState,
): boolean {
  if (isUrgent(tenant, reasons, edited) || answering.has(tenant)) return true;
  const known = tenants.get(tenant);
  if (known?.failing) return false;
  // Where something stopped the last pass, as a whole or here, only a look tells whether it still does.
  const wasStopped = problems.length > 0 || refusals.length > 0 || (known?.problems.length ?? 0) > 0;
  return wasStopped || reasons.some((reason) => reason !== 'retry');
}

/** What was edited, and wakes behind which somebody stands who wants it done now. */
function isUrgent(tenant: string, reasons: readonly WakeReason[], edited: ReadonlySet<string>): boolean {
  return reasons.includes('request') || reasons.includes('signal') || edited.has(tenant);
}

/** Ends the pass that was begun, which came to `report`: what is known from now on, and what of that is news. */
export function settle(memory: DaemonState, report: Report, world: StepWorld): FinishedNews {
  const now = world.clock.now();
  const { nextPassAt: _, due: __, refused: ___, approval: ____, calmSince, ...kept } = memory;
  const { due } = dueBy(memory.settings, world);
  const time = { now, period: due?.gap ?? 0 };
  const efforts = effortsAfter(memory.efforts, report, time);
  const after: DaemonState = {
    ...kept,
    ...(due && { due, nextPassAt: due.at }),
    ...time,
    lastPass: finishedPass(memory.pass!, report, now),
    ...(isWell(memory, report) && { lastSuccessAt: now }),
    ...inForceAfter(memory, report, now),
    problems: memory.enforced && isStopped(report.plan) ? report.plan.problems : [],
    warnings: report.plan.warnings,
    refusals: report.kind === 'refused' ? report.refusals : [],
    ...approvalAfter(memory, report, now),
    tenants: tenantsAfter(memory, report, efforts, time),
    efforts,
    answering: stillAnswering(memory.answering, report),
  };
  const { events, told } = eventsBetween(memory, after, report);
  const calm = isCalm(after) && { calmSince: calmSince ?? now };
  return { report, state: { ...after, ...calm, told }, events };
}

function isWell({ bad, enforced, pass }: DaemonState, report: Report): boolean {
  const hasSeenAll = pass?.looked.size === (enforced?.chosen.length ?? 0);
  return succeeded(report) && !bad && hasSeenAll;
}

function inForceAfter({ enforced, inForce, bad }: DaemonState, { plan }: Report, now: number) {
  if (!enforced) return {};
  // The checkout has moved on to what is bad: its revision is not that of what is enforced.
  if (bad && inForce) return { inForce };
  const treeHash = enforced.tree.hash;
  const since = inForce?.treeHash === treeHash ? inForce.since : now;
  return { inForce: { ...revisionOf(plan), treeHash, since } };
}

/** A pass has looked at those that answered and at those that did not. */
function stillAnswering(before: ReadonlySet<string>, { plan }: Report): ReadonlySet<string> {
  const seen = new Set([
    ...plan.tenants.map(({ name }) => name),
    ...plan.failures.map(({ tenant }) => tenant),
  ]);
  return new Set([...before].filter((name) => !seen.has(name)));
}

function finishedPass(started: StartedPass, report: Report, finishedAt: number): FinishedPass {
  const { id, number, reasons, startedAt } = started;
  const { id: planId, treeHash, summary } = report.plan;
  const result = resultOf(report);
  const about = { id, number, reasons, startedAt, finishedAt };
  return { ...about, ...revisionOf(report.plan), result, planId, treeHash, summary };
}
