import { timeText } from '../base/timestamp.ts';
import { splitRevision } from '../files/revision.ts';
import type { ErrorJson } from '../generated/error.ts';
import type {
  Change as ChangeJson,
  Failure as FailureJson,
  Forecast as ForecastJson,
  PlanJson,
  Problem as ProblemJson,
  Released as ReleasedJson,
} from '../generated/plan.ts';
import type { Change, Released } from '../model/change.ts';
import { fieldJson, syncKey } from '../model/fields/index.ts';
import { formatVersion } from '../model/formatVersion.ts';
import { nextStepFor } from '../problems/codes.ts';
import type { Failure, Problem } from '../problems/problem.ts';
import type { AppliedChange } from '../reconcile/outcome.ts';
import { type Forecast, type Report, resultOf } from '../reconcile/report.ts';
import { allowJson } from './allow.ts';
import { unmanagedIn } from './unmanaged.ts';

/** A document of its own. */
export function jsonText(document: object): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** Of a command that prints one document after another. */
export function jsonLine(document: object): string {
  return `${JSON.stringify(document)}\n`;
}

/** Of a command that came to nothing. */
export function errorJson(problems: readonly Problem[]): ErrorJson {
  return { formatVersion, problems: problems.map(problemJson) };
}

/** The report as `schemas/plan.schema.json` has it. */
export function reportJson(report: Report): PlanJson {
  const { id, allow, base, released, treeHash, summary, problems, warnings, failures } = report.plan;
  return {
    formatVersion,
    id,
    ...splitRevision(report.plan.revision),
    ...(base !== undefined && { base }),
    treeHash,
    ...('at' in report && report.at !== undefined && { at: timeText(report.at) }),
    ...('forecast' in report && report.forecast && { forecast: forecastJson(report.forecast) }),
    result: resultOf(report),
    summary: { ...summary },
    changes: changesOf(report),
    ...(allow && { allow: allowJson(allow) }),
    unmanaged: unmanagedIn(report.plan.tenants),
    ...(released && { released: released.map(releasedJson) }),
    ...('refusals' in report && report.refusals.length > 0 && { refusals: [...report.refusals] }),
    problems: problems.map(problemJson),
    warnings: warnings.map(problemJson),
    failures: failures.map(failureJson),
  };
}

function forecastJson({ requests, seconds, limitedBy }: Forecast): ForecastJson {
  return { requests, seconds, limitedBy };
}

function releasedJson({ tenant, sync, fields }: Released): ReleasedJson {
  return { tenant, sync, fields: [...fields] };
}

function changesOf(report: Report): ChangeJson[] {
  const applied = report.kind === 'applied' ? report.changes : [];
  const bySync = new Map(applied.map((change) => [syncKey(change), change]));
  const unsent = { outcome: report.kind === 'refused' ? 'refused' : 'notAttempted', attempts: 0 } as const;
  return report.plan.changes.map((change) => ({
    ...changeJson(change),
    ...(report.kind !== 'planned' && outcomeJson(bySync.get(syncKey(change)) ?? unsent)),
  }));
}

function changeJson({ tenant, sync, mode, blocked, origin, fields }: Change): ChangeJson {
  return { tenant, sync, mode, ...(blocked && { blocked }), origin, fields: fields.map(fieldJson) };
}

function outcomeJson({ outcome, attempts, error, residual }: Omit<AppliedChange, keyof Change>) {
  return {
    outcome,
    attempts,
    ...(error && { error: { ...error, hint: nextStepFor(error) } }),
    ...(residual && { residual: residual.map(fieldJson) }),
  };
}

export function problemJson(problem: Problem): ProblemJson {
  const { code, message, tenant, origin, related } = problem;
  const of = tenant !== undefined && { tenant };
  const hint = nextStepFor(problem);
  return { code, message, ...of, hint, origin: origin ?? null, ...(related && { related }) };
}

export function failureJson(failure: Failure): FailureJson {
  const { tenant, code, message } = failure;
  return { tenant, code, message, hint: nextStepFor(failure) };
}
