import { count } from '../../base/text/words.ts';
import { sameDesired } from '../../desired/merge.ts';
import type { Released } from '../../model/change.ts';
import type { Claim } from '../../model/claim.ts';
import { type FieldChange, sameScalar } from '../../model/fields/index.ts';
import type { BroughtBy } from '../../model/fields/kind.ts';
import type { ObservedTenant } from '../../model/observed.ts';
import { equalValues } from '../../model/value.ts';
import type { Problem } from '../../problems/problem.ts';
import type { DesiredSync } from '../desiredSync.ts';
import { matchLive } from '../matchLive.ts';
import { released } from './released.ts';

export type Compared = {
  /** Whether this change brings that a field differs. */
  readonly broughtBy: (now: DesiredSync, field: FieldChange) => BroughtBy;
  readonly released: (now: readonly DesiredSync[]) => readonly Released[];
  /** What the live state showed to be wrong with the base. */
  readonly problems: readonly Problem[];
};

/**
 * Compares with what was asked of a tenant at the base. Where the live state shows problems of that, nothing was written
 * to the tenant, so nothing counts as asked.
 */
export function compare(tenant: ObservedTenant, base: readonly Claim[]): Compared {
  const { desired, problems } = matchLive(tenant, base);
  const then = problems.length > 0 ? [] : desired;
  return { broughtBy: broughtBy(then), released: (now) => released(tenant.name, then, now), problems };
}

/** One warning for all tenants whose documents had problems at the base. `problems` holds one entry for each. */
export function wereBad(problems: readonly (readonly Problem[])[]): readonly Problem[] {
  const bad = problems.flatMap(([first]) => first ?? []);
  if (bad.length === 0) return [];
  const message = `at the base, the documents of ${count(bad.length, 'tenant')} had problems, so all that differs there counts as brought by this change (${bad.length > 1 ? 'the first: ' : ''}${bad[0]!.message})`;
  return [{ code: 'bad-base', message }];
}

function broughtBy(base: readonly DesiredSync[]): Compared['broughtBy'] {
  const bySync = new Map(base.map((then) => [then.sync, then]));
  return (now, field) => {
    const then = bySync.get(now.sync);
    return then && !heldMore(then, now) && wantSame(then, now, field) ? 'before' : 'change';
  };
}

/** What was suspended or only observed was not going to be written: whoever ends that brings the writing. */
function heldMore(then: DesiredSync, now: DesiredSync): boolean {
  return then.suspension !== undefined || (then.mode === 'observe' && now.mode === 'enforce');
}

function wantSame(then: DesiredSync, now: DesiredSync, field: FieldChange): boolean {
  if (field.field !== 'configs') return sameScalar(field.field, then, now);
  const [a, b] = [then, now].map(({ options }) =>
    options.find(({ option }) => option.id === field.option.id),
  );
  if (!a || !b) return false;
  const { type } = b.option;
  return sameDesired(a.value.value, b.value.value, (one, other) => equalValues(type, one, other));
}
