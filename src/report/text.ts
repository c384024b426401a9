import type { Paint } from '../base/paint.ts';
import { printable } from '../base/printable.ts';
import { count } from '../base/text/words.ts';
import type { Here } from '../base/time/shown.ts';
import { sameProblems } from '../problems/sameMessage.ts';
import { type ProblemOptions, problemsText, refusalsText } from '../problems/text.ts';
import { isStopped, isToWrite, type Plan, toWrite, troubledTenants } from '../reconcile/plan.ts';
import { type Report, succeeded } from '../reconcile/report.ts';
import { allowJson, allowWords } from './allow.ts';
import { beforeText, beforeWords, broughtNow, thereBefore } from './brought.ts';
import { changesText } from './changesText.ts';
import { failuresText, mishapsOf } from './failures.ts';
import { forecastText } from './forecast.ts';
import { releasedGroups, releasedLine, releasedTitle } from './released.ts';
import type { Told } from './sameness.ts';
import { unmanagedIn, unmanagedText } from './unmanaged.ts';
import {
  appliedWords,
  counts,
  momentOf,
  noneKnown,
  plannedWords,
  unanswered,
  whereKnown,
} from './verdict.ts';

/** How whoever reads a report sees it, and where its times are read. */
export type ReportLook = ProblemOptions & {
  readonly here: Here;
  /** The syncs that no document names are named. */
  readonly namesUnmanaged?: boolean;
};

/** The report for people: what is well first, and what went wrong last, nearest to the prompt. Ends with a newline. */
export function reportText(report: Report, look: ReportLook): string {
  const { problems, warnings, failures, summary, changes } = report.plan;
  const wrong = [...failures, ...mishapsOf(report.kind === 'applied' ? report.changes : [])];
  const stopped = isStopped(report.plan);
  const asked = summary.tenants - (summary.resting ?? 0) - troubledTenants(report.plan).size;
  const failed = failuresText(wrong, stopped ? undefined : asked, look);
  const troubles = [
    problemsText({ problems, warnings: [] }, look),
    ...(problems.length > 0 ? [blockedLine(report.plan, look.paint)] : []),
  ];
  const blocks = [
    problemsText({ problems: [], warnings }, look),
    changesText(toldBy(report), summary.tenants, look),
    beforeBlock(thereBefore(changes), summary.tenants, look),
    releasedBlock(report.plan, look.paint),
    allowLine(report.plan, look),
    look.namesUnmanaged ? unmanagedText(unmanagedIn(report.plan.tenants), summary.tenants, look) : '',
    ...(stopped ? [] : [closing(report, look), forecastText(report)]),
    failed,
    ...troubles,
    refusalText(report, look),
  ];
  return `${blocks.filter((block) => block !== '').join('\n')}\n`;
}

/** Drift that nobody was to correct first. */
function toldBy(report: Report): readonly Told[] {
  const { changes } = report.plan;
  if (report.kind !== 'applied') return broughtNow(changes);
  return [...changes.filter((change) => !isToWrite(change)), ...report.changes];
}

/** What differed before this change is folded, unless each is asked for. */
function beforeBlock(changes: readonly Told[], tenants: number, look: ReportLook): string {
  if (!look.isFull || changes.length === 0) return beforeText(changes, look);
  return `${look.paint.bold(beforeWords(changes))}\n${changesText(changes, tenants, look)}`;
}

function allowLine({ allow }: Plan, { here, paint }: ReportLook): string {
  return allow ? paint.yellow(allowWords(allowJson(allow), here, printable)) : '';
}

function releasedBlock(plan: Plan, paint: Paint): string {
  const lines = releasedGroups(plan).map((group) => `  ${paint.dim(releasedLine(group, printable))}`);
  return lines.length > 0 ? [paint.bold(releasedTitle), ...lines].join('\n') : '';
}

/** Where nothing is written because of problems; what is the same on many tenants is one. */
function blockedLine(plan: Plan, paint: Paint): string {
  const { problems, summary } = plan;
  if (isStopped(plan)) return paint.bold(`${count(problems.length, 'problem')}. Nothing was written.`);
  const told = count(sameProblems(problems).length, 'problem');
  const troubled = troubledTenants(plan).size;
  if (troubled < summary.tenants)
    return paint.bold(`${told} on ${troubled} of ${summary.tenants} tenants: nothing is written there.`);
  return paint.bold(`${told}${troubled > 1 ? ` on all ${troubled} tenants` : ''}. Nothing was written.`);
}

function refusalText(report: Report, look: ReportLook): string {
  if (!('refusals' in report)) return '';
  const { red, yellow, bold } = look.paint;
  if (report.kind !== 'refused') return refusalsText(report.refusals, yellow('would be refused'), look);
  return `${refusalsText(report.refusals, red('refused'), look)}\n${bold('Refused. Nothing was written.')}`;
}

function closing(report: Report, { paint, here }: ReportLook): string {
  switch (report.kind) {
    case 'refused':
      return report.plan.changes.length > 0 ? planLine(report.plan) : '';
    case 'applied':
      return applyLine(report, paint);
    case 'planned':
    case 'problems':
    case 'inSync':
      return toWrite(report.plan).length > 0
        ? planLine(report.plan, whichPlan(report, here))
        : nothingToDo(report, paint, here);
  }
}

/** `Plan for Mon 2026-11-30 06:00 (Europe/Berlin)`. */
function whichPlan(report: Report, here: Here): string {
  const moment = momentOf(report, here);
  return moment === undefined ? 'Plan' : `Plan for ${moment}`;
}

function planLine(plan: Plan, which = 'Plan'): string {
  return `${which}: ${[plannedWords(plan), ...counts(plan.summary)].join(', ')}.`;
}

function nothingToDo(report: Report, paint: Paint, here: Here): string {
  const { summary } = report.plan;
  const which = momentOf(report, here) === undefined ? '' : `${whichPlan(report, here)}: `;
  const rest = `${counts(summary).join(', ')}.`;
  const where = whereKnown(report.plan);
  if (where === undefined) {
    if (summary.problems > 0) return rest; // what is last says it
    return `${which}${paint.red(`${noneKnown(report.plan)}, so nobody knows what differs.`)}\n${rest}`;
  }
  if (summary.observed > 0) return `${which}${paint.bold(`Nothing to correct${where}`)}: ${rest}`;
  if (where === '') return `${which}${paint.green('No changes. Wawi matches the configuration.')}\n${rest}`;
  const silent = unanswered(summary) > 0 ? `; ${unanswered(summary)} could not be asked` : '';
  return `${which}${paint.bold(`No changes${where}${silent}.`)}\n${rest}`;
}

function applyLine(report: Report & { kind: 'applied' }, paint: Paint): string {
  const line = `Apply: ${[...appliedWords(report.changes), ...counts(report.plan.summary)].join(', ')}.`;
  return succeeded(report) ? paint.green(line) : paint.bold(line);
}
