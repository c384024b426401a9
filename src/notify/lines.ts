import { groupBy } from '../base/collections.ts';
import { printable } from '../base/printable.ts';
import { crop } from '../base/text/cells.ts';
import { count } from '../base/text/words.ts';
import type { Change as ChangeJson } from '../generated/plan.ts';
import type { Change } from '../model/change.ts';
import { fieldJson, fieldName, showChange } from '../model/fields/index.ts';
import { syncName } from '../model/syncName.ts';
import type { Problem } from '../problems/problem.ts';
import { onceEach, showPlace } from '../problems/text.ts';
import type { AppliedChange } from '../reconcile/outcome.ts';

/** So many changes are told one by one; more are gathered by what they have in common. */
const groupedFrom = 11;
const mostLines = 20;
export const mostListed = 100;
const longestLine = 300;

export type Noted = { readonly change: Change; readonly note: string };

export function changeLines(noted: readonly Noted[]): readonly string[] {
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

export function failureLines(changes: readonly AppliedChange[]): readonly string[] {
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
export function about(changes: readonly (Change | AppliedChange)[], lines: readonly string[]) {
  return {
    details: lines.length === 1 ? [] : lines,
    changes: changesJson(changes),
    ...tenantOf(changes),
    ...(changes.length === 1 && { sync: changes[0]!.sync }),
  };
}

/** As programs read them, and so many as a message should hold. */
export function changesJson(changes: readonly (Change | AppliedChange)[]): readonly ChangeJson[] {
  return changes.slice(0, mostListed).map(changeJson);
}

function changeJson(change: Change | AppliedChange): ChangeJson {
  const { tenant, sync, mode, origin, fields } = change;
  const json = { tenant, sync, mode, origin, fields: fields.map(fieldJson) };
  if (!('outcome' in change)) return json;
  const { outcome, attempts, error, residual } = change;
  const rest = { ...(error && { error }), ...(residual && { residual: residual.map(fieldJson) }) };
  return { ...json, outcome, attempts, ...rest };
}

export function tenantOf(all: readonly Partial<Pick<Change, 'tenant'>>[]): { readonly tenant?: string } {
  const tenants = new Set(all.map(({ tenant }) => tenant));
  const [only] = tenants;
  return tenants.size === 1 && only !== undefined ? { tenant: only } : {};
}

export function listProblems(problems: readonly Problem[]) {
  const lines = onceEach(problems).map(({ origin, message, code }) =>
    line(`${origin ? `${showPlace(origin)}: ` : ''}${message} [${code}]`),
  );
  return { details: capped(lines), problems: problems.slice(0, mostListed) };
}

export function countChanges(changes: readonly Change[]): string {
  const values = changes.reduce((sum, change) => sum + change.fields.length, 0);
  return `${countSyncs(changes)} (${count(values, 'value')})`;
}

export function countSyncs(all: readonly Pick<Change, 'tenant'>[]): string {
  const tenants = new Set(all.map(({ tenant }) => tenant)).size;
  return `${count(all.length, 'sync')} on ${count(tenants, 'tenant')}`;
}

export function nameOf({ tenant, sync }: Pick<Change, 'tenant' | 'sync'>): string {
  return `${tenant} / ${syncName(sync)}`;
}

export function capped(lines: readonly string[]): readonly string[] {
  const more = lines.length - mostLines;
  return more <= 0 ? lines : [...lines.slice(0, mostLines), `and ${more} more`];
}

/** Text from anywhere as one printable line. */
export function line(text: string): string {
  return crop(printable(text), longestLine);
}
