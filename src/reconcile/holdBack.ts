import type { Change } from '../model/change.ts';
import { type FieldChange, nameOf, syncKey } from '../model/fields/index.ts';
import type { AppliedChange } from './outcome.ts';
import type { Plan } from './plan.ts';

/** A change of which some fields are left alone for now; `hold` is that of the one which may be written first. */
export type Held = { readonly change: Change; readonly fields: readonly FieldChange[]; readonly hold: Hold };

/** Undefined for a field that may be written now. */
export type HoldField = (change: Change, field: FieldChange) => Hold | undefined;

/** What is left to write of a plan once some fields are left alone. */
export function withhold(
  plan: Plan,
  holdField: HoldField,
): { readonly plan: Plan; readonly held: readonly Held[] } {
  const held: Held[] = [];
  const changes = plan.changes.flatMap((change) => {
    if (change.mode === 'observe') return [change];
    const holds = new Map(change.fields.map((field) => [field, holdField(change, field)]));
    const waiting = change.fields.filter((field) => holds.get(field));
    if (waiting.length === 0) return [change];
    const soonest = waiting.map((field) => holds.get(field)!).reduce((a, b) => (b.until < a.until ? b : a));
    held.push({ change, fields: waiting, hold: soonest });
    const fields = change.fields.filter((field) => !holds.get(field));
    return fields.length > 0 ? [{ ...change, fields }] : [];
  });
  return { plan: { ...plan, changes }, held };
}

/** What was sent and what was held back, as one outcome for each change of the plan. */
export function rejoin(applied: readonly AppliedChange[], held: readonly Held[]): readonly AppliedChange[] {
  const sent = new Map(applied.map((change) => [syncKey(change), change]));
  const joined = held.map((one): AppliedChange => {
    const part = sent.get(syncKey(one.change));
    sent.delete(syncKey(one.change));
    return join(one, part);
  });
  return [...joined, ...sent.values()];
}

function join({ change, fields, hold }: Held, part: AppliedChange | undefined): AppliedChange {
  const error = part?.error ?? errorOf(fields, hold);
  if (!part) return { ...change, outcome: 'notAttempted', attempts: 0, error, residual: fields };
  return {
    ...change,
    outcome: part.outcome === 'applied' ? 'notConverged' : part.outcome,
    attempts: part.attempts,
    error,
    residual: [...(part.residual ?? (part.outcome === 'applied' ? [] : part.fields)), ...fields],
  };
}

function errorOf(fields: readonly FieldChange[], { until, why }: Hold): NonNullable<AppliedChange['error']> {
  const names = fields.map(nameOf).join(', ');
  const then = `left alone until ${new Date(until).toISOString()}`;
  if (why === 'failing') {
    return { code: 'failing', message: `${names}: could not be written lately, so ${then}` };
  }
  const hint = 'find out who sets it; `mode: observe` only reports it';
  return { code: 'contested', message: `${names}: somebody else sets it again and again, so ${then}`, hint };
}

/** Why a value that differs is left alone, and until when, in milliseconds since 1970. */
export type Hold = { readonly until: number; readonly why: 'contested' | 'failing' };
