import type { Change } from '../../model/change.ts';
import type { FieldChange } from '../../model/fields/index.ts';
import type { AppliedChange } from '../outcome.ts';
import { activeIn } from './verify.ts';

/**
 * A change as the requests that it takes: whether a sync is active is a request of its own, sent last where it starts the
 * sync and first where it stops one. So no run begins with settings that are to be changed.
 */
export function partsOf(change: Change): readonly Change[] {
  const active = activeIn(change);
  const settings = change.fields.filter((field) => field !== active);
  if (!active || settings.length === 0) return [change];
  const parts = [settings, [active]].map((fields) => ({ ...change, fields }));
  return active.after ? parts : parts.reverse();
}

/** What became of a change, from what became of its parts. */
export function joined(change: Change, parts: readonly AppliedChange[]): AppliedChange {
  const [first, second] = parts as readonly [AppliedChange, AppliedChange?];
  if (!second) return first;
  const outcome = jointOutcome(first.outcome, second.outcome);
  const attempts = first.attempts + second.attempts;
  if (outcome === 'applied') return { ...change, outcome, attempts };
  const left = new Set(parts.flatMap(leftOf));
  const residual = change.fields.filter((field) => left.has(field));
  const error = jointError(change, first, second);
  return { ...change, outcome, attempts, ...(error && { error }), ...(left.size > 0 && { residual }) };
}

function jointOutcome(
  first: AppliedChange['outcome'],
  second: AppliedChange['outcome'],
): AppliedChange['outcome'] {
  if (first === 'failed' || second === 'failed') return 'failed';
  return first === second ? first : 'notConverged';
}

function leftOf({ outcome, fields, residual = fields }: AppliedChange): readonly FieldChange[] {
  return outcome === 'applied' ? [] : residual;
}

function jointError(change: Change, first: AppliedChange, second: AppliedChange): AppliedChange['error'] {
  if (second.outcome !== 'notAttempted')
    return second.outcome === 'failed' ? second.error : (first.error ?? second.error);
  const rest = activeIn(change)?.after ? 'it was not started' : 'its settings were not sent';
  if (first.error) return { ...first.error, message: `${first.error.message} (so ${rest})` };
  if (first.outcome === 'notAttempted') return second.error;
  return { code: 'stopped', message: `stopped in between: ${rest}` };
}
