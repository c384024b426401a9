import { count } from '../base/text/words.ts';
import { timeText } from '../base/timestamp.ts';
import type { ContestedValue, EndedSync, LeftChange } from '../daemon/events/event.ts';
import type { Change } from '../model/change.ts';
import { durationOfSeconds, toShort } from '../model/duration.ts';
import { nextStepFor } from '../problems/codes.ts';
import type { Failure, Problem } from '../problems/problem.ts';
import type { AppliedChange, Refusal } from '../reconcile/outcome.ts';
import {
  about,
  capped,
  changeLines,
  countChanges,
  countSyncs,
  failureLines,
  line,
  listProblems,
  mostListed,
  nameOf,
  tenantOf,
} from './lines.ts';
import type { Words } from './notice.ts';

const leftWords = {
  observed: 'observed only',
  refused: 'refused',
  blocked: 'nothing is written because of problems',
  contested: 'left alone for now',
  failing: 'left alone for now',
  stopped: 'not sent',
  failed: 'failed',
  notTaken: 'not taken',
  notSent: 'not sent',
  looked: 'only looked',
} as const satisfies Record<LeftChange['left'], string>;

export function driftFound(found: readonly LeftChange[]): Words {
  const lines = changeLines(found.map(({ change, left }) => ({ change, note: ` [${leftWords[left]}]` })));
  const changes = found.map(({ change }) => change);
  return {
    type: 'drift.found',
    severity: 'warning',
    summary: `Drift found: ${lines.length === 1 ? lines[0] : countChanges(changes)}`,
    ...about(changes, lines),
  };
}

/** Each change with nothing but the fields that took. */
export function driftCorrected(changes: readonly Change[]): Words {
  const lines = changeLines(changes.map((change) => ({ change, note: '' })));
  return {
    type: 'drift.corrected',
    severity: 'info',
    summary: `Drift corrected: ${lines.length === 1 ? lines[0] : countChanges(changes)}`,
    ...about(changes, lines),
  };
}

/** Drift that was told of and is gone, though nothing was written. */
export function driftEnded(ended: readonly EndedSync[]): Words {
  const lines = capped(ended.map((one) => line(`${nameOf(one)}: ${one.now}`)));
  const [first] = ended;
  const isOne = ended.length === 1;
  return {
    type: 'drift.ended',
    severity: 'info',
    summary: `Drift ended by itself: ${isOne ? lines[0] : countSyncs(ended)}`,
    details: isOne ? [] : lines,
    ...tenantOf(ended),
    ...(isOne && { sync: first!.sync }),
  };
}

export function changeFailed(changes: readonly AppliedChange[]): Words {
  const lines = failureLines(changes);
  const hints = new Set(changes.flatMap(({ error }) => (error?.hint ? [line(`hint: ${error.hint}`)] : [])));
  const { details, ...rest } = about(changes, lines);
  return {
    type: 'change.failed',
    severity: 'error',
    summary: `Not corrected: ${lines.length === 1 ? lines[0] : countChanges(changes)}`,
    details: [...details, ...[...hints].slice(0, 3)],
    ...rest,
  };
}

export function passRefused(changes: readonly Change[], refusals: readonly Refusal[]): Words {
  const { changes: listed = [] } = about(changes, []);
  return {
    type: 'pass.refused',
    severity: 'error',
    summary: line(`Pass refused: ${refusals.map(({ message }) => message).join('; ')}`),
    details: capped([...new Set(refusals.map(({ hint }) => line(`hint: ${hint}`)))]),
    changes: listed,
    refusals: refusals.slice(0, mostListed),
  };
}

export function passBlocked(problems: readonly Problem[]): Words {
  return {
    type: 'pass.blocked',
    severity: 'error',
    summary: `Nothing is written because of ${count(problems.length, 'problem')}`,
    ...listProblems(problems),
  };
}

export function passResumed(): Words {
  return {
    type: 'pass.resumed',
    severity: 'info',
    summary: 'Passes are neither refused nor blocked any more',
    details: [],
  };
}

export function tenantFailed(failure: Failure): Words {
  const { tenant, code, message } = failure;
  return {
    type: 'tenant.failed',
    severity: 'error',
    summary: line(`${tenant} failed: ${message} [${code}]`),
    details: [line(`hint: ${nextStepFor(failure)}`)],
    tenant,
    failure,
  };
}

export function tenantRecovered(tenant: string, milliseconds: number): Words {
  const seconds = Math.max(1, Math.round(milliseconds / 1000));
  return {
    type: 'tenant.recovered',
    severity: 'info',
    summary: line(`${tenant} answers again, after ${toShort(durationOfSeconds(seconds))}`),
    details: [],
    tenant,
  };
}

export function valueContested(value: ContestedValue): Words {
  const { writes, nextAt } = value;
  return {
    type: 'value.contested',
    severity: 'warning',
    summary: line(`Contested: somebody sets ${valueName(value)} back again and again`),
    details: [
      `written ${writes} times; left alone until ${timeText(nextAt)}`,
      'hint: find out who sets it; `mode: observe` only reports it',
    ],
    ...aboutValue(value),
  };
}

export function valueCalmed(value: ContestedValue): Words {
  return {
    type: 'value.calmed',
    severity: 'info',
    summary: line(`Contested no longer: ${valueName(value)}`),
    details: [],
    ...aboutValue(value),
  };
}

function valueName({ field, ...where }: ContestedValue): string {
  return `${field} of ${nameOf(where)}`;
}

function aboutValue({ tenant, sync, field, writes, nextAt }: ContestedValue) {
  return { tenant, sync, contested: { field, count: writes, nextAt } };
}

export function treeBad(problems: readonly Problem[]): Words {
  return {
    type: 'tree.bad',
    severity: 'error',
    summary: `The files have ${count(problems.length, 'problem')}: they are not used until that is mended`,
    ...listProblems(problems),
  };
}

export function treeRecovered(): Words {
  return {
    type: 'tree.recovered',
    severity: 'info',
    summary: 'The files are good again, and used',
    details: [],
  };
}
