import type { Change } from '../../model/change.ts';
import { type FieldChange, fieldKey, showChange, syncKey } from '../../model/fields/index.ts';
import { isHeldBack, type SyncVerdict, verdictsOf, wasSentInVain } from '../../reconcile/notWritten.ts';
import type { AppliedChange, NotWritten } from '../../reconcile/outcome.ts';
import { type Plan, troubledTenants } from '../../reconcile/plan.ts';
import type { Report } from '../../reconcile/report.ts';
import type { DaemonState } from '../state.ts';
import type { EndedSync, Event, LeftChange, News, SeenDrift, Told, ToldDrift } from './event.ts';

/** Drift that is found and left, that could not be corrected, that was corrected, or that ended by itself. */
export function driftNews(told: Told['drift'], report: Report): News<'drift'> {
  const known = new Map(told.map((one) => [syncKey(one), one]));
  const all = driftIn(report);
  const fresh = all.filter((one) => isNews(one, known.get(syncKey(one.change))));
  const ended = endedOf(report.plan, told);
  for (const one of all) remember(one, known);
  for (const one of ended) known.delete(syncKey(one));
  const [failed, found, corrected] = [failuresIn(fresh), leftIn(fresh), correctedIn(all)];
  const events: Event[] = [];
  if (failed.length > 0) events.push({ type: 'change.failed', changes: failed });
  if (found.length > 0) events.push({ type: 'drift.found', found });
  if (corrected.length > 0) events.push({ type: 'drift.corrected', changes: corrected });
  if (ended.length > 0) events.push({ type: 'drift.ended', ended });
  return { events, told: [...known.values()] };
}

/** Another field than those that were told, or another error than the one that was. */
function isNews({ change, rest }: SyncDrift, told: ToldDrift | undefined): boolean {
  switch (rest.kind) {
    case 'none':
      return false;
    case 'left':
      return rest.fields.some((field) => !told?.fields.includes(fieldKey({ ...change, field })));
    case 'failed':
      return told?.error !== errorOf(rest.applied);
  }
}

function remember({ change, rest }: SyncDrift, told: Map<string, ToldDrift>): void {
  const key = syncKey(change);
  if (rest.kind === 'none') {
    told.delete(key);
    return;
  }
  const { tenant, sync } = change;
  const fields = rest.fields.map((field) => fieldKey({ ...change, field }));
  const error = rest.kind === 'failed' ? errorOf(rest.applied) : told.get(key)?.error;
  told.set(key, { tenant, sync, fields, ...(error !== undefined && { error }) });
}

function errorOf({ error, outcome }: AppliedChange): string {
  return error?.code ?? outcome;
}

function failuresIn(drift: readonly SyncDrift[]): readonly AppliedChange[] {
  return drift.flatMap(({ rest }) => (rest.kind === 'failed' ? [rest.applied] : []));
}

function leftIn(drift: readonly SyncDrift[]): readonly LeftChange[] {
  return drift.flatMap(({ change, rest }) =>
    rest.kind === 'left' ? [{ change: withFields(change, rest.fields), left: rest.left }] : [],
  );
}

function correctedIn(drift: readonly SyncDrift[]): readonly Change[] {
  return drift.flatMap(({ change, corrected }) =>
    corrected.length > 0 ? [withFields(change, corrected)] : [],
  );
}

/** Without what became of it, which holds for all its fields together. */
function withFields({ tenant, sync, mode, origin }: Change, fields: readonly FieldChange[]): Change {
  return { tenant, sync, mode, origin, fields };
}

/** Only a tenant that answered and has no problems can tell that drift is gone. */
function endedOf(plan: Plan, told: readonly ToldDrift[]): readonly EndedSync[] {
  if (told.length === 0) return [];
  const { tenants } = plan;
  const troubled = troubledTenants(plan);
  const answered = new Set(tenants.flatMap(({ name }) => (troubled.has(name) ? [] : [name])));
  const standings = new Map(
    tenants.flatMap(({ name, standings }) =>
      standings.map((one) => [syncKey({ ...one, tenant: name }), one]),
    ),
  );
  return told.flatMap(({ tenant, sync }): EndedSync[] => {
    const standing = standings.get(syncKey({ tenant, sync }));
    if (!answered.has(tenant) || standing?.differs) return [];
    const now = standing ? (standing.suspension ? 'suspended' : 'in sync') : 'no longer managed';
    return [{ tenant, sync, now }];
  });
}

/** Values that did not differ before the pass, or not like this, whatever becomes of them. */
export function driftSeen({ tenants }: DaemonState, { plan }: Report): readonly Event[] {
  const before = new Map(
    [...tenants.values()].flatMap(({ name: tenant, syncs }) =>
      syncs.flatMap(({ sync, mode, drift }) =>
        drift.map((field) => [fieldKey({ tenant, sync, field }), `${mode} ${showChange(field)}`] as const),
      ),
    ),
  );
  const seen = plan.changes.flatMap((change): SeenDrift[] => {
    const known = change.fields.map((field) => before.get(fieldKey({ ...change, field })));
    const fields = change.fields.filter(
      (field, index) => known[index] !== `${change.mode} ${showChange(field)}`,
    );
    const began = known.filter((one) => one === undefined).length;
    return fields.length > 0 ? [{ change: { ...change, fields }, began }] : [];
  });
  return seen.length > 0 ? [{ type: 'drift.seen', seen }] : [];
}

/** What became of the drift of one sync: some fields were corrected, the others were left or failed. */
export type SyncDrift = {
  readonly change: Change;
  readonly corrected: readonly FieldChange[];
  readonly rest:
    | { readonly kind: 'none' }
    | { readonly kind: 'left'; readonly left: NotWritten['why']; readonly fields: readonly FieldChange[] }
    | { readonly kind: 'failed'; readonly applied: AppliedChange; readonly fields: readonly FieldChange[] };
};

/** Without what was not attempted for no other reason than that sollist stops: the next start will see to it. */
export function driftIn(report: Report): readonly SyncDrift[] {
  return verdictsOf(report)
    .filter(({ left }) => left.length === 0 || left.some(({ why }) => why.why !== 'stopped'))
    .map(({ change, written, left }) => ({ change, corrected: written, rest: restOf(change, left) }));
}

function restOf(change: SyncVerdict['change'], left: SyncVerdict['left']): SyncDrift['rest'] {
  const fields = left.map(({ field }) => field);
  if (fields.length === 0) return { kind: 'none' };
  if ('outcome' in change && left.some(({ why }) => wasSentInVain(why))) {
    return { kind: 'failed', applied: change, fields };
  }
  const whys = left.map(({ why }) => why);
  const gravest =
    whys.find((why) => !isHeldBack(why) && why.why !== 'stopped') ?? whys.find(isHeldBack) ?? whys[0]!;
  return { kind: 'left', left: gravest.why, fields };
}
