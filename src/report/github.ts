import { groupBy, groupedFrom } from '../base/collections.ts';
import { printable } from '../base/printable.ts';
import { listed } from '../base/text/words.ts';
import { dayTime, type Here } from '../base/time/shown.ts';
import type { Change } from '../model/change.ts';
import { contentOf, type FieldChange, fieldName, showChange } from '../model/fields/index.ts';
import type { Cause } from '../model/fields/kind.ts';
import { syncName } from '../model/syncName.ts';
import { type Code, nextStepFor } from '../problems/codes.ts';
import type { Problem } from '../problems/problem.ts';
import { onceEach, refusalsOnce } from '../problems/text.ts';
import type { AppliedChange } from '../reconcile/outcome.ts';
import { isToWrite, type Plan } from '../reconcile/plan.ts';
import { type Report, resultOf } from '../reconcile/report.ts';
import { beforeWords, broughtNow, thereBefore } from './brought.ts';
import { causesOf, mishapsOf } from './failures.ts';
import { releasedGroups, releasedLine, releasedTitle } from './released.ts';
import { momentOf, outcomeWords } from './verdict.ts';
import { whyWords } from './why.ts';

/** Workflow commands of GitHub Actions: each problem becomes an annotation at its file and line. */
export function githubAnnotations(problems: readonly Problem[], warnings: readonly Problem[]): string {
  return lines([
    ...onceEach(problems).map((problem) => annotation('error', advised(problem))),
    ...onceEach(warnings).map((problem) => annotation('warning', advised(problem))),
  ]);
}

type Level = 'error' | 'warning' | 'notice';
type Note = { readonly level: Level; readonly about: Problem };

/** More than a run shows, since GitHub shows 10 of a level for each step, and 50 for each job. */
const shownByGithub = 50;

/** A report as annotations, the gravest first: drift stands at the file and line that wants the value. */
export function githubReport(report: Report, here: Here): string {
  const notes = notesOf(report, here);
  const sorted = (['error', 'warning', 'notice'] as const).flatMap((level) =>
    notes.filter((note) => note.level === level),
  );
  const message = `${notes.length} annotations, more than GitHub shows: the step summary has them all`;
  const more = notesAt('notice', notes.length > shownByGithub ? [{ code: 'annotations', message }] : []);
  return lines([...sorted, ...more].map(({ level, about }) => annotation(level, about)));
}

function notesAt(level: Level, all: readonly Problem[]): readonly Note[] {
  return all.map((about) => ({ level, about }));
}

function notesOf(report: Report, here: Here): readonly Note[] {
  const { problems, warnings, failures } = report.plan;
  const refusals = 'refusals' in report ? report.refusals : [];
  return [
    ...notesAt('error', [...onceEach(problems), ...causesOf(failures)].map(advised)),
    ...notesAt(report.kind === 'refused' ? 'error' : 'warning', refusalsOnce(refusals)),
    ...notesAt('warning', onceEach(warnings).map(advised)),
    ...changeNotes(report, here),
  ];
}

function advised(problem: Problem): Problem {
  return { ...problem, hint: nextStepFor(problem) };
}

function changeNotes(report: Report, here: Here): readonly Note[] {
  if (report.kind !== 'applied') {
    const moment = momentOf(report, here);
    const { changes } = report.plan;
    return [
      ...driftNotes(broughtNow(changes), here, moment && `at ${moment}`),
      ...notesAt('notice', [...beforeNote(thereBefore(changes)), ...releasedNote(report.plan)]),
    ];
  }
  const done = correctedOf(report.changes);
  const undone = report.changes.filter(({ outcome }) => outcome !== 'applied');
  return [
    ...notesAt('error', [...causesOf(mishapsOf(undone)).map(advised), ...onceEach(undone.flatMap(stopped))]),
    ...driftNotes(
      report.plan.changes.filter((change) => !isToWrite(change)),
      here,
    ),
    ...notesAt(
      'notice',
      wantedAt(done).map((wanted) => noteOf(wanted, 'corrected', here)),
    ),
  ];
}

function correctedOf(changes: readonly AppliedChange[]): readonly AppliedChange[] {
  return changes.filter(({ outcome }) => outcome === 'applied');
}

function stopped({ tenant, sync, origin, outcome, error }: AppliedChange): readonly Problem[] {
  const message = `${tenant} / ${syncName(sync)} ${outcomeWords[outcome]}`;
  return error ? [] : [{ code: 'stopped', message, tenant, origin }];
}

/** All of it in one: a review is about what the change brings. */
function beforeNote(changes: readonly Change[]): readonly Problem[] {
  if (changes.length === 0) return [];
  const all = changes.flatMap(({ fields }) => fields).length === 1 ? 'it' : 'them';
  return [{ code: 'drift', message: `${beforeWords(changes)}. The step summary lists ${all}.` }];
}

function releasedNote(plan: Plan): readonly Problem[] {
  const lines = releasedGroups(plan).map((group) => releasedLine(group, String));
  return lines.length > 0 ? [{ code: 'drift', message: [releasedTitle, ...lines].join('\n') }] : [];
}

/** What git changed is what a review is about; what somebody changed by hand nobody may have meant. */
const levelOf = { git: 'notice', live: 'warning', unknown: 'notice' } as const satisfies Record<Cause, Level>;

function driftNotes(changes: readonly Change[], here: Here, moment?: string): readonly Note[] {
  return wantedAt(changes).map((wanted) => ({
    level: wanted[0]!.field.broughtBy ? 'notice' : levelOf[wanted[0]!.field.cause],
    about: noteOf(wanted, 'drift', here, moment),
  }));
}

type Wanted = { readonly change: Change; readonly field: FieldChange };

/** One entry for each line that wants one and the same change, on however many tenants. */
function wantedAt(changes: readonly Change[]): readonly (readonly Wanted[])[] {
  const all = changes.flatMap((change) => change.fields.map((field) => ({ change, field })));
  const same = ({ change: { sync, mode, blocked }, field }: Wanted) =>
    JSON.stringify([field.origin, syncName(sync), mode, blocked, field.cause, contentOf(field)]);
  return [...groupBy(all, same).values()];
}

function noteOf(wanted: readonly Wanted[], code: Code, here: Here, moment?: string): Problem {
  const { change, field } = wanted[0]!;
  const what = `${syncName(change.sync)}: ${fieldName(field)} ${showChange(field)}`;
  const told =
    wanted.length === 1
      ? `${change.tenant} / ${what}`
      : `${what} on ${listed(tenantsOf(wanted), groupedFrom, 'tenant')}`;
  return { code, message: `${told}${aside(wanted, here, moment)}`, origin: field.origin };
}

function tenantsOf(wanted: readonly Wanted[]): readonly string[] {
  return wanted.map(({ change }) => change.tenant);
}

function aside(wanted: readonly Wanted[], here: Here, moment: string | undefined): string {
  const why = whyWords(
    wanted.map(({ field }) => field),
    (at) => `${dayTime(at, here)} (${here.timezone})`,
  );
  const { mode, blocked } = wanted[0]!.change;
  const isObserved = mode === 'observe';
  const notes = [
    ...(moment === undefined ? [] : [moment]),
    ...(why === '' ? [] : [why]),
    ...(isObserved ? ['observed only'] : []),
    ...(blocked ? ['not written: the tenant has problems'] : []),
  ];
  return notes.length > 0 ? ` (${notes.join(', ')})` : '';
}

/** `::error file=syncs/ebay.yaml,line=3,col=1,title=unknown-key::unknown key …` */
export function annotation(level: Level, { origin, code, message, hint, related }: Problem): string {
  const place = origin ? { file: origin.file, line: origin.line, col: origin.column } : {};
  const properties = Object.entries({ ...place, title: code }).map(
    ([name, value]) => `${name}=${escapeProperty(String(value))}`,
  );
  const see = related ? [`see ${related.file}:${related.line}:${related.column}`] : [];
  const text = [message, ...see, ...(hint ? [`hint: ${hint}`] : [])].join('\n');
  return `::${level} ${properties.join(',')}::${escapeText(text)}`;
}

/** As GitHub's own toolkit does: a new line would end the command, and start another. A log is shown on a terminal too. */
function escapeText(text: string): string {
  return printable(text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A'));
}

function escapeProperty(text: string): string {
  return escapeText(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

function lines(texts: readonly string[]): string {
  return texts.map((text) => `${text}\n`).join('');
}

/**
 * What a step tells the ones after it, as lines of `$GITHUB_OUTPUT`. `drift` is what `--detailed-exitcode` counts, with
 * what is only observed, and left out where problems or tenants that failed kept it from being known; `changes` are the
 * syncs to write.
 */
export function githubOutputs(report: Report): string {
  const { id, changes, summary } = report.plan;
  const isDriftKnown = changes.length > 0 || summary.problems + summary.failures === 0;
  return outputLines({
    result: resultOf(report),
    ...(isDriftKnown && { drift: String(changes.length > 0) }),
    changes: String(summary.changes),
    observed: String(summary.observed),
    problems: String(summary.problems),
    failures: String(summary.failures),
    ...(report.kind === 'applied' && { corrected: String(correctedOf(report.changes).length) }),
    'plan-id': id,
  });
}

/** Of a command that came to no report: nothing is said of drift. */
export const unfinishedOutputs = outputLines({ result: 'error' });

function outputLines(outputs: Readonly<Record<string, string>>): string {
  return lines(Object.entries(outputs).map(([name, value]) => `${name}=${singleLine(value)}`));
}

/** A value with a line break would set outputs of its own. */
function singleLine(value: string): string {
  if (!/^[\w:.-]+$/.test(value)) throw new Error('an output of GitHub that is not one plain word');
  return value;
}
