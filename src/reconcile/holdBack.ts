import type { Change } from '../model/change.ts';
import { type FieldChange, nameOf, syncKey } from '../model/fields/index.ts';
import type { AppliedChange, HeldField, ToldHold } from './outcome.ts';
import { isToWrite, type Plan } from './plan.ts';

/** A change of which some fields are left alone for now. */
export type HeldChange = { readonly change: Change; readonly heldBack: readonly HeldField[] };

/** Undefined for a field that may be written now. */
export type HoldField = (change: Change, field: FieldChange) => ToldHold | undefined;

/** What is left to write of a plan once some fields are left alone. */
export function withhold(
  plan: Plan,
  holdField: HoldField,
): { readonly plan: Plan; readonly held: readonly HeldChange[] } {
  const held: HeldChange[] = [];
  const changes = plan.changes.flatMap((change) => {
    if (!isToWrite(change)) return [change];
    const judged = change.fields.map((field) => ({ field, why: holdField(change, field) }));
    const heldBack = judged.flatMap(({ field, why }) => (why ? [{ field, why }] : []));
    if (heldBack.length === 0) return [change];
    held.push({ change, heldBack });
    const fields = judged.filter(({ why }) => !why).map(({ field }) => field);
    return fields.length > 0 ? [{ ...change, fields }] : [];
  });
  return { plan: { ...plan, changes }, held };
}

/** What was sent and what was held back, as one outcome for each change of the plan. */
export function rejoin(
  applied: readonly AppliedChange[],
  held: readonly HeldChange[],
): readonly AppliedChange[] {
  const sent = new Map(applied.map((change) => [syncKey(change), change]));
  const joined = held.map((one): AppliedChange => {
    const part = sent.get(syncKey(one.change));
    sent.delete(syncKey(one.change));
    return join(one, part);
  });
  return [...joined, ...sent.values()];
}

function join({ change, heldBack }: HeldChange, part: AppliedChange | undefined): AppliedChange {
  const fields = heldBack.map(({ field }) => field);
  const error = part?.error ?? errorOf(heldBack);
  if (!part) return { ...change, outcome: 'notAttempted', attempts: 0, error, residual: fields, heldBack };
  return {
    ...change,
    outcome: part.outcome === 'applied' ? 'notConverged' : part.outcome,
    attempts: part.attempts,
    error,
    residual: [...(part.residual ?? (part.outcome === 'applied' ? [] : part.fields)), ...fields],
    heldBack,
  };
}

/** Told is the end of the hold that ends first. */
function errorOf(heldBack: readonly HeldField[]): NonNullable<AppliedChange['error']> {
  const names = heldBack.map(({ field }) => nameOf(field)).join(', ');
  const { end, why } = heldBack.map((one) => one.why).reduce((a, b) => (b.until < a.until ? b : a));
  const then = `left alone until ${end}`;
  if (why === 'failing') {
    return { code: 'failing', message: `${names}: could not be written lately, so ${then}` };
  }
  const hint = 'find out who sets it; `mode: observe` only reports it';
  return { code: 'contested', message: `${names}: somebody else sets it again and again, so ${then}`, hint };
}
