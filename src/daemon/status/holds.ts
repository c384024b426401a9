import { type FieldRef, storedKey } from '../../model/fields/index.ts';
import type { Problem } from '../../problems/problem.ts';
import type { Held, Holds } from '../../report/explain/answer.ts';
import { isContested, restOf } from '../contested.ts';
import type { DaemonState, Efforts, PassTime } from '../state.ts';

/** What the daemon leaves alone for now, and by which rule. */
export function holdsIn(state: DaemonState): Holds {
  const { problems, refusals, tenants, efforts } = state;
  const stopped = [
    ...stopBy(problems),
    ...refusals.slice(0, 1).map(({ message }): Held => ({ rule: 'refused', reason: message })),
  ];
  return {
    ofTenant(name) {
      const { failing, problems: own = [] } = tenants.get(name) ?? {};
      const backOff =
        failing && ({ rule: 'backOff', until: failing.retryAt, reason: failing.failure.message } as const);
      return [...stopBy(own), ...stopped, ...(backOff ? [backOff] : [])];
    },
    ofField: (field) => holdOfField(efforts, field, state),
  };
}

function stopBy(problems: readonly Problem[]): readonly Held[] {
  return problems.slice(0, 1).map(({ message }) => ({ rule: 'problems', reason: message }));
}

/** A value that is written again and again, or in vain, is left alone for a while. */
export function holdOfField(efforts: Efforts, field: FieldRef, { now, period }: PassTime): Held | undefined {
  const effort = efforts.get(storedKey(field));
  if (!effort || (effort.failures === 0 && !isContested(effort))) return undefined;
  const { until, why } = restOf(effort, period);
  return until > now ? { rule: why, until } : undefined;
}
