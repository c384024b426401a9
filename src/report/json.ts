import type {
  Change as ChangeJson,
  Failure as FailureJson,
  Field as FieldJson,
  PlanJson,
  Problem as ProblemJson,
} from '../generated/plan.ts';
import type { Change, FieldChange, OptionValue } from '../model/change.ts';
import { toIso } from '../model/duration.ts';
import { formatVersion } from '../model/formatVersion.ts';
import { Concealed } from '../model/secret.ts';
import { hintFor } from '../problems/codes.ts';
import type { Failure, Problem } from '../problems/problem.ts';
import type { AppliedChange } from '../reconcile/outcome.ts';
import type { Report } from '../reconcile/report.ts';

/** The report as `schemas/plan.schema.json` has it. */
export function reportJson(report: Report): PlanJson {
  const { id, revision, treeHash, summary, problems, warnings, failures } = report.plan;
  return {
    formatVersion,
    id,
    revision,
    treeHash,
    result: report.kind,
    summary: { ...summary },
    changes: changesOf(report),
    ...('refusals' in report && report.refusals.length > 0 && { refusals: [...report.refusals] }),
    problems: problems.map(problemJson),
    warnings: warnings.map(problemJson),
    failures: failures.map(failureJson),
  };
}

function changesOf(report: Report): ChangeJson[] {
  const outcomes =
    report.kind === 'applied' ? new Map(report.changes.map((change) => [keyOf(change), change])) : new Map();
  return report.plan.changes.map((change) => {
    const applied: AppliedChange | undefined = outcomes.get(keyOf(change));
    if (applied) return { ...changeJson(change), ...outcomeJson(applied) };
    if (report.kind === 'refused') return { ...changeJson(change), outcome: 'refused', attempts: 0 };
    return report.kind === 'planned'
      ? changeJson(change)
      : { ...changeJson(change), outcome: 'notAttempted', attempts: 0 };
  });
}

function keyOf(change: Change): string {
  return JSON.stringify([change.tenant, change.sync.id]);
}

function changeJson({ tenant, sync, mode, origin, fields }: Change): ChangeJson {
  return { tenant, sync, mode, origin, fields: fields.map(fieldJson) };
}

function outcomeJson({ outcome, attempts, error, residual }: AppliedChange) {
  return {
    outcome,
    attempts,
    ...(error && { error: { ...error, hint: hintFor(error) } }),
    ...(residual && { residual: residual.map(fieldJson) }),
  };
}

export function fieldJson(field: FieldChange): FieldJson {
  const { cause, since, origin } = field;
  const why = { cause, ...(since !== undefined && { since }), origin };
  if (field.field === 'interval') {
    const before = field.before === null ? null : toIso(field.before);
    return { field: 'interval', before, after: toIso(field.after), ...why };
  }
  const values = {
    before: valueJson(field.before),
    after: valueJson(field.after),
    secret: field.before instanceof Concealed || field.after instanceof Concealed,
  };
  return { field: 'configs', option: { ...field.option }, ...values, ...why };
}

function valueJson(value: OptionValue): string | null {
  return value instanceof Concealed ? value.toJSON() : value;
}

export function problemJson(problem: Problem): ProblemJson {
  const { code, message, origin, related } = problem;
  return { code, message, hint: hintFor(problem), origin: origin ?? null, ...(related && { related }) };
}

export function failureJson(failure: Failure): FailureJson {
  const { tenant, code, message } = failure;
  return { tenant, code, message, hint: hintFor(failure) };
}
