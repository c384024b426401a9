import { type FieldRef, storedKey } from '../../model/fields/index.ts';
import type { Held, Holds } from '../../report/explain/answer.ts';
import { isContested, restOf } from '../contested.ts';
import type { DaemonState, Efforts, PassTime } from '../state.ts';

/** What the daemon leaves alone for now, and by which rule. */
export function holdsIn(state: DaemonState): Holds {
  const { problems, refusals, tenants, efforts } = state;
  const stopped = [
    ...problems.slice(0, 1).map(({ message }): Held => ({ rule: 'problems', reason: message })),
    ...refusals.slice(0, 1).map(({ message }): Held => ({ rule: 'refused', reason: message })),
  ];
  return {
    ofTenant(name) {
      const failing = tenants.get(name)?.failing;
      const backOff =
        failing && ({ rule: 'backOff', until: failing.retryAt, reason: failing.failure.message } as const);
      return backOff ? [...stopped, backOff] : stopped;
    },
    ofField: (field) => holdOfField(efforts, field, state),
  };
}

/** A value that is written again and again, or in vain, is left alone for a while. */
export function holdOfField(efforts: Efforts, field: FieldRef, { now, period }: PassTime): Held | undefined {
  const effort = efforts.get(storedKey(field));
  if (!effort || (effort.failures === 0 && !isContested(effort))) return undefined;
  const { until, why } = restOf(effort, period);
  return until > now ? { rule: why, until } : undefined;
}
