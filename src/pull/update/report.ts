import { type Paint, plain } from '../../base/paint.ts';
import { printable } from '../../base/printable.ts';
import { count, listedWithin } from '../../base/text/words.ts';
import type { LeftAlone as LeftAloneJson, PullJson, Updated as UpdatedJson } from '../../generated/pull.ts';
import { fieldJson, fieldName, reversed, showChanges } from '../../model/fields/index.ts';
import { formatVersion } from '../../model/formatVersion.ts';
import { blankShapes, showBlanks } from '../../model/secretSigns.ts';
import { syncName } from '../../model/syncName.ts';
import { maskValues } from '../../problems/excerpt.ts';
import { type ProblemOptions, problemsText, showPlace } from '../../problems/text.ts';
import { troubledTenants } from '../../reconcile/plan.ts';
import { failuresText } from '../../report/failures.ts';
import { failureJson, jsonText, problemJson } from '../../report/json.ts';
import { groupsOf } from '../../report/sameness.ts';
import type { LeftAlone } from './decide.ts';
import type { Drift } from './disagreement.ts';
import { type DiffLine, diffLines, type Hunk } from './lineDiff.ts';
import { leftAloneProblem, stopsAll, type UpdatedFile, type UpdateReport } from './update.ts';

export const updateOutputs = {
  text: updateText,
  json: (report: UpdateReport) => jsonText(updateJson(report)),
};

/** For people. Ends with a newline. */
export function updateText(report: UpdateReport, options: ProblemOptions): string {
  const { isPreview, files, accepted, leftAlone, failures, problems, answered = 0 } = report;
  const { paint } = options;
  const warnings = [...report.warnings, ...leftAlone.map(leftAloneProblem)];
  const blocks = [
    isPreview ? diffText(files, paint) : acceptedText(accepted, options),
    problemsText({ problems, warnings }, options),
    closing(report, paint),
    failuresText(failures, answered + failures.length, options),
  ];
  return `${blocks.filter((block) => block !== '').join('\n')}\n`;
}

function acceptedText(accepted: readonly Drift[], { paint, width, isFull }: ProblemOptions): string {
  const changes = accepted.map(({ field, ...drift }) => ({ ...drift, fields: [reversed(field)] as const }));
  return groupsOf(changes, isFull)
    .map(([first, ...others]) => {
      const { tenant, sync, fields } = first!;
      const name = printable(syncName(sync));
      const values = `${fieldName(fields[0])}  ${showChanges([first!, ...others].map((one) => one.fields[0]))}`;
      if (others.length === 0) {
        return `${paint.bold(showPlace(fields[0].origin))}: ${printable(tenant)} / ${name}: ${values}`;
      }
      const places = [...new Set([first!, ...others].map((one) => showPlace(one.fields[0].origin)))];
      const head = paint.bold(`${name} on ${count(others.length + 1, 'tenant')}: ${values}`);
      return `${head}\n  ${paint.dim(listedWithin(places, width - 2))}`;
    })
    .join('\n');
}

function closing(report: UpdateReport, paint: Paint): string {
  const { isPreview, files, accepted, leftAlone, problems, failures } = report;
  const left =
    leftAlone.length === 0 ? '' : ` ${count(leftAlone.length, 'value')} left as it is in the documents.`;
  const troubled = troubledTenants(report).size;
  const beside =
    troubled === 0 ? '' : ` ${count(troubled, 'tenant')} with problems, so nothing is accepted from there.`;
  const values = `${count(accepted.length, 'value')} of Wawi`;
  if (isStopped(report)) {
    const written = files.length === 0 ? 'Nothing was written.' : `${count(files.length, 'file')} written.`;
    return paint.bold(`${count(problems.length, 'problem')}. ${written}`);
  }
  if (accepted.length === 0 && leftAlone.length === 0) {
    if (troubled > 0) return `${paint.bold('No drift to accept on the other tenants.')}${beside}`;
    return failures.length > 0
      ? paint.bold('No drift to accept on the tenants that answered.')
      : paint.green('No drift to accept. The documents say what Wawi has.');
  }
  if (accepted.length === 0) return `${paint.bold('Nothing was written.')}${left}${beside}`;
  const inFiles = `into ${count(files.length, 'file')}`;
  if (isPreview)
    return `${paint.bold(`${values} would be written ${inFiles}; nothing was.`)}${left}${beside}`;
  return `${paint.bold(`${values} written ${inFiles}.`)}${left}${beside}`;
}

/** Files that are bad or could not be written; what only a tenant's live state shows stops nothing but that tenant. */
function isStopped({ problems, answered }: Pick<UpdateReport, 'problems' | 'answered'>): boolean {
  return problems.length > 0 && (answered === undefined || problems.some(stopsAll));
}

/** A unified diff for people: without carriage returns, and with secrets blanked. */
function diffText(files: readonly UpdatedFile[], paint: Paint): string {
  return files
    .flatMap(({ file, edits, masks }) => [
      paint.bold(`--- ${printable(file.path)}`),
      paint.bold(`+++ ${printable(file.path)}`),
      ...diffLines(blankShapes(file.text), edits, masks).flatMap((hunk) => hunkLines(hunk, paint)),
    ])
    .join('\n');
}

function hunkLines({ before, after, lines }: Hunk, paint: Paint): readonly string[] {
  const head = `@@ -${before.line},${before.count} +${after.line},${after.count} @@`;
  return [paint.cyan(head), ...lines.map((line) => lineText(line, paint))];
}

function lineText({ sign, text }: DiffLine, paint: Paint): string {
  const shown = `${sign}${showBlanks(maskValues(text)).split('\t').map(printable).join('\t')}`;
  if (sign === '-') return paint.red(shown);
  return sign === '+' ? paint.green(shown) : shown;
}

/** As `schemas/pull.schema.json` has it. */
export function updateJson(report: UpdateReport): PullJson {
  const { isPreview, files, accepted, leftAlone, problems, warnings, failures } = report;
  return {
    formatVersion,
    result: resultOfUpdate(report),
    files: files.map(({ file }) => file.path),
    updated: accepted.map(acceptedJson),
    leftAlone: leftAlone.map(leftAloneJson),
    ...(isPreview && { diff: diffText(files, plain) }),
    problems: problems.map(problemJson),
    warnings: warnings.map(problemJson),
    failures: failures.map(failureJson),
  };
}

function resultOfUpdate(report: UpdateReport): PullJson['result'] {
  const { problems, failures, isPreview } = report;
  if (isStopped(report)) return 'problems';
  if (problems.length + failures.length > 0) return 'incomplete';
  return isPreview ? 'previewed' : 'written';
}

function acceptedJson({ tenant, sync, field: change }: Drift): UpdatedJson {
  const { field, before, after, origin, option } = fieldJson(reversed(change));
  return { tenant, sync, field, ...(option && { option }), before, after, origin };
}

function leftAloneJson(left: LeftAlone): LeftAloneJson {
  const { tenant, sync, field: change } = left.drift;
  const { field, option, origin } = fieldJson(change);
  const { message, hint, related } = leftAloneProblem(left);
  const { kind: reason } = left.reason;
  return {
    ...{ tenant, sync, field, ...(option && { option }) },
    ...{ reason, message, hint: hint!, origin, ...(related && { related }) },
  };
}
