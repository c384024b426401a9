import { groupBy } from '../base/collections.ts';
import { printable } from '../base/printable.ts';
import { crop } from '../base/text/ellipsis.ts';
import { count } from '../base/text/words.ts';
import type { Change } from '../model/change.ts';
import { durationOfSeconds, toShort } from '../model/duration.ts';
import { type FieldChange, fieldName, showChange } from '../model/fields/index.ts';
import type { NoticeType } from '../model/notifications.ts';
import { syncName } from '../model/syncName.ts';
import { nextStepFor } from '../problems/codes.ts';
import type { Failure, Problem } from '../problems/problem.ts';
import { showPlace } from '../problems/text.ts';
import type { Refusal } from '../reconcile/approve.ts';
import type { NotWritten } from '../reconcile/notWritten.ts';
import type { AppliedChange } from '../reconcile/outcome.ts';

export type Severity = 'info' | 'warning' | 'error';

/** What a notice says. Printable, and values masked as in reports. */
export type Words = {
  readonly type: NoticeType;
  readonly severity: Severity;
  /** One line that stands alone. */
  readonly summary: string;
  /** More lines, so many as a person reads. */
  readonly details: readonly string[];
  /** Where it is about one of them. */
  readonly tenant?: string;
  readonly sync?: Change['sync'];
  /** What it is about, for programs; not all of them where there are more than a message should hold. */
  readonly changes?: readonly (Change | AppliedChange)[];
  readonly problems?: readonly Problem[];
  readonly refusals?: readonly Refusal[];
  readonly failure?: Failure;
  readonly contested?: { readonly field: string; readonly count: number; readonly nextAt: number };
};

/** A change of state, told once. */
export type Notice = Words & {
  /** The same for the same event, and for no other. */
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly planId: string;
  readonly revision: string | null;
  /** What woke the pass. */
  readonly reasons: readonly string[];
};

/** A value that somebody else sets again and again. */
export type Contested = {
  readonly tenant: string;
  readonly sync: Change['sync'];
  readonly field: FieldChange;
  /** How often the same value was written. */
  readonly count: number;
  /** When it may be written again, in milliseconds since 1970. */
  readonly nextAt: number;
};

/** Why drift that was found is not corrected in the same pass. */
export type LeftWhy = NotWritten['why'];

const leftWords = {
  observed: 'observed only',
  refused: 'refused',
  blocked: 'nothing is written because of problems',
  contested: 'left alone for now',
  failing: 'left alone for now',
  notSent: 'not sent',
  stopped: 'not sent',
  failed: 'failed',
  notTaken: 'not taken',
  looked: 'only looked',
} as const satisfies Record<LeftWhy, string>;

export type LeftChange = { readonly change: Change; readonly left: LeftWhy };

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

export type EndedSync = Pick<Change, 'tenant' | 'sync'> & {
  readonly now: 'in sync' | 'suspended' | 'no longer managed';
};

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

export function valueContested(contested: Contested): Words {
  const { count: times, nextAt } = contested;
  return {
    type: 'value.contested',
    severity: 'warning',
    summary: line(`Contested: somebody sets ${valueName(contested)} back again and again`),
    details: [
      `written ${times} times; left alone until ${new Date(nextAt).toISOString()}`,
      'hint: find out who sets it; `mode: observe` only reports it',
    ],
    ...aboutValue(contested),
  };
}

export function valueCalmed(contested: Contested): Words {
  return {
    type: 'value.calmed',
    severity: 'info',
    summary: line(`Contested no longer: ${valueName(contested)}`),
    details: [],
    ...aboutValue(contested),
  };
}

function valueName({ field, ...where }: Contested): string {
  return `${fieldName(field)} of ${nameOf(where)}`;
}

function aboutValue({ tenant, sync, field, count, nextAt }: Contested) {
  return { tenant, sync, contested: { field: fieldName(field), count, nextAt } };
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

/** So many changes are told one by one; more are gathered by what they have in common. */
const groupedFrom = 11;
const mostLines = 20;
const mostListed = 100;
const longestLine = 300;

type Noted = { readonly change: Change; readonly note: string };

function changeLines(noted: readonly Noted[]): readonly string[] {
  const text = ({ change, note }: Noted) =>
    `${change.fields.map((field) => `${fieldName(field)} ${showChange(field)}`).join(', ')}${note}`;
  if (noted.length < groupedFrom) {
    return noted.map((one) => line(`${nameOf(one.change)}: ${text(one)}`));
  }
  const groups = groupBy(noted, (one) => JSON.stringify([syncName(one.change.sync), text(one)]));
  return capped([...groups.values()].map((group) => line(`${groupName(group)}: ${text(group[0]!)}`)));
}

function groupName(group: readonly Noted[]): string {
  const { change } = group[0]!;
  const tenants = new Set(group.map((one) => one.change.tenant)).size;
  return tenants === 1 ? nameOf(change) : `${syncName(change.sync)} on ${tenants} tenants`;
}

function failureLines(changes: readonly AppliedChange[]): readonly string[] {
  const code = ({ error, outcome }: AppliedChange) => `[${error?.code ?? outcome}]`;
  if (changes.length < groupedFrom) {
    return changes.map((change) =>
      line(`${nameOf(change)}: ${change.error?.message ?? change.outcome} ${code(change)}`),
    );
  }
  const groups = groupBy(changes, (change) => JSON.stringify([change.tenant, code(change)]));
  return capped(
    [...groups.values()].map((group) =>
      line(`${group[0]!.tenant}: ${count(group.length, 'sync')} ${code(group[0]!)}`),
    ),
  );
}

/** The details, unless the summary has said all there is. */
function about(changes: readonly (Change | AppliedChange)[], lines: readonly string[]) {
  return {
    details: lines.length === 1 ? [] : lines,
    changes: changes.slice(0, mostListed),
    ...tenantOf(changes),
    ...(changes.length === 1 && { sync: changes[0]!.sync }),
  };
}

function tenantOf(all: readonly Pick<Change, 'tenant'>[]): { readonly tenant?: string } {
  const tenants = new Set(all.map(({ tenant }) => tenant));
  return tenants.size === 1 ? { tenant: all[0]!.tenant } : {};
}

function listProblems(problems: readonly Problem[]) {
  const lines = problems.map(({ origin, message, code }) =>
    line(`${origin ? `${showPlace(origin)}: ` : ''}${message} [${code}]`),
  );
  return { details: capped(lines), problems: problems.slice(0, mostListed) };
}

function countChanges(changes: readonly Change[]): string {
  const values = changes.reduce((sum, change) => sum + change.fields.length, 0);
  return `${countSyncs(changes)} (${count(values, 'value')})`;
}

function countSyncs(all: readonly Pick<Change, 'tenant'>[]): string {
  const tenants = new Set(all.map(({ tenant }) => tenant)).size;
  return `${count(all.length, 'sync')} on ${count(tenants, 'tenant')}`;
}

function nameOf({ tenant, sync }: Pick<Change, 'tenant' | 'sync'>): string {
  return `${tenant} / ${syncName(sync)}`;
}

function capped(lines: readonly string[]): readonly string[] {
  const more = lines.length - mostLines;
  return more <= 0 ? lines : [...lines.slice(0, mostLines), `and ${more} more`];
}

/** Text from anywhere as one printable line. */
function line(text: string): string {
  return crop(printable(text), longestLine);
}
