import type { Paint } from '../base/paint.ts';
import { printable } from '../base/printable.ts';
import { blanks, cellsOf, pad, widest } from '../base/text/cells.ts';
import { count, listed } from '../base/text/words.ts';
import { type Here, shownTime } from '../base/time/shown.ts';
import type { Change } from '../model/change.ts';
import { type FieldChange, fieldName, showChange } from '../model/fields/index.ts';
import type { Origin } from '../model/origin.ts';
import { syncName } from '../model/syncName.ts';
import { nextStepFor } from '../problems/codes.ts';
import type { Failure } from '../problems/problem.ts';
import type { ProblemOptions } from '../problems/text.ts';
import type { AppliedChange, Outcome } from '../reconcile/outcome.ts';
import { type Plan, toWrite } from '../reconcile/plan.ts';
import { type Report, succeeded } from '../reconcile/report.ts';
import { beforeText, broughtNow, thereBefore } from './brought.ts';
import { groupedFrom, groupsOf } from './sameness.ts';
import {
  appliedWords,
  counts,
  momentOf,
  noneAnswered,
  outcomeWords,
  plannedWords,
  unanswered,
  whereAnswered,
} from './verdict.ts';
import { whyWords } from './why.ts';

export type TextOptions = Pick<ProblemOptions, 'paint' | 'width'> & {
  readonly here: Here;
  /** Problems and warnings with their source lines, rendered by whoever has the files. Empty for none. */
  readonly problems: string;
};

/** The report for people. Ends with a newline. */
export function reportText(report: Report, options: TextOptions): string {
  const blocks = [
    options.problems,
    report.plan.failures.map((failure) => failureText(failure, options.paint)).join('\n'),
    report.kind === 'applied' ? appliedBlocks(report, options) : plannedBlocks(report.plan, options),
    beforeText(thereBefore(report.plan.changes), options),
    refusalText(report, options.paint),
    closing(report, options),
  ];
  return `${blocks.filter((block) => block !== '').join('\n')}\n`;
}

export function failureText(failure: Failure, paint: Paint): string {
  const { tenant, code, message } = failure;
  const head = `${paint.red('failed')} ${paint.bold(printable(tenant))}: ${printable(message)} [${code}]`;
  return `${head}\n  hint: ${printable(nextStepFor(failure))}`;
}

function plannedBlocks(plan: Plan, options: TextOptions): string {
  return groupsOf(broughtNow(plan.changes))
    .flatMap((group) => {
      if (group.length >= groupedFrom) return [groupBlock(group, plan.summary.tenants, options)];
      return group.map((change) => changeBlock(change, '~', options));
    })
    .join('\n');
}

function groupBlock(group: readonly Change[], tenants: number, options: TextOptions): string {
  const { sync, mode, fields } = group[0]!;
  const what = fields
    .map((field, index) => {
      const why = whyWords(
        group.map((change) => change.fields[index]!),
        (at) => shownTime(at, options.here),
      );
      return `${fieldName(field)} ${showChange(field)}${why && ` (${why})`}`;
    })
    .join(', ');
  const head = `${printable(syncName(sync))} on ${group.length} of ${tenants} tenants${mode === 'observe' ? ' [observed only]' : ''}: ${what}`;
  return `${options.paint.bold(head)}\n  ${options.paint.dim(wrapNames(group, options.width))}`;
}

/** As many names as fit on a line, and how many more there are. */
function wrapNames(group: readonly Change[], width: number): string {
  const places = [...new Set(group.map(({ origin }) => lineOf(origin)))];
  const names = group.map((change) => printable(change.tenant));
  const line = (most: number) => `${listed(names, most)}   ${listed(places, 1, 'place')}`;
  let shown = names.length;
  while (shown > 1 && cellsOf(line(shown)) > width - 2) shown--;
  return line(shown);
}

function lineOf({ file, line }: Origin): string {
  return `${printable(file)}:${line}`;
}

function appliedBlocks(report: Report & { kind: 'applied' }, options: TextOptions): string {
  const observed = report.plan.changes.filter((change) => change.mode === 'observe');
  return [
    ...observed.map((change) => changeBlock(change, '~', options)),
    ...report.changes.map((change) => appliedBlock(change, options)),
  ].join('\n');
}

const marks = {
  applied: '✓',
  failed: '✗',
  notConverged: '≠',
  notAttempted: '-',
  refused: '-',
} as const satisfies Record<Outcome, string>;

function appliedBlock(change: AppliedChange, options: TextOptions): string {
  const paint = change.outcome === 'applied' ? options.paint.green : options.paint.red;
  const block = changeBlock(change, paint(marks[change.outcome]), options);
  const { error, outcome } = change;
  if (!error) return block;
  const told = `${outcomeWords[outcome]}: ${printable(error.message)} [${error.code}]`;
  return `${block}\n    ${told}\n      hint: ${printable(nextStepFor(error))}`;
}

/** Where the place in the file starts, as in the contract's example. */
const originColumn = 53;

function changeBlock(change: Change, mark: string, options: TextOptions): string {
  const { paint, width } = options;
  const name = `${printable(change.tenant)} / ${printable(syncName(change.sync))}`;
  const note = change.mode === 'observe' ? ' [observed only]' : '';
  const place = lineOf(change.origin);
  const column = Math.min(originColumn, width - cellsOf(place));
  const gap = blanks(Math.max(2, column - cellsOf(name) - cellsOf(note)));
  const broad = widest(change.fields.map(fieldName));
  return [
    `${paint.bold(name)}${paint.cyan(note)}${gap}${paint.dim(place)}`,
    ...change.fields.map(
      (field) => `${fieldLine(field, mark, broad, options)}${elsewhere(field, change, paint)}`,
    ),
  ].join('\n');
}

function fieldLine(field: FieldChange, mark: string, broad: number, { paint, here }: TextOptions): string {
  const why = whyWords([field], (at) => shownTime(at, here));
  return `  ${mark === '~' ? paint.yellow(mark) : mark} ${pad(fieldName(field), broad + 3)}${showChange(field)}${paint.dim(why && `   (${why})`)}`;
}

/** The place that wants a field, where it is in another file than the one that the change is shown with. */
function elsewhere({ origin }: FieldChange, change: Change, paint: Paint): string {
  return origin.file === change.origin.file ? '' : paint.dim(`   ${lineOf(origin)}`);
}

function refusalText(report: Report, paint: Paint): string {
  if (!('refusals' in report)) return '';
  const word = report.kind === 'refused' ? paint.red('refused') : paint.yellow('would be refused');
  return report.refusals
    .map(({ code, message, hint }) => `${word}: ${printable(message)} [${code}]\n  hint: ${printable(hint)}`)
    .join('\n');
}

function closing(report: Report, { paint, here }: TextOptions): string {
  const problems = report.plan.problems.length;
  if (problems > 0) return paint.bold(`${count(problems, 'problem')}. Nothing was written.`);
  switch (report.kind) {
    case 'refused':
      return [
        ...(report.plan.changes.length > 0 ? [planLine(report.plan)] : []),
        paint.bold('Refused. Nothing was written.'),
      ].join('\n');
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
  const where = whereAnswered(summary);
  if (where === undefined) {
    return `${which}${paint.red(`${noneAnswered(summary)}, so nobody knows what differs.`)}\n${rest}`;
  }
  if (summary.observed > 0) return `${which}${paint.bold(`Nothing to correct${where}`)}: ${rest}`;
  if (where === '') return `${which}${paint.green('No changes. Wawi matches the configuration.')}\n${rest}`;
  return `${which}${paint.bold(`No changes${where}; ${unanswered(summary)} could not be asked.`)}\n${rest}`;
}

function applyLine(report: Report & { kind: 'applied' }, paint: Paint): string {
  const line = `Apply: ${[...appliedWords(report.changes), ...counts(report.plan.summary)].join(', ')}.`;
  return succeeded(report) ? paint.green(line) : paint.bold(line);
}
