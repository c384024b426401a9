import { sha256 } from '../../base/hash.ts';
import { longestHalt } from '../events/halted.ts';
import type { DaemonState } from '../state.ts';

/** So often within the time after which a sync that does not run is warned of. */
const roundsIn = 7;
/** A daemon asks nobody in the first part of a round: what runs only for a while sends what its passes need. */
const patience = 24;

/**
 * The tenants that are to be asked how their syncs fare, since nobody has for a while: each once in a round, at a moment of
 * its own, so that it is never all of them at once. At default that is once a day. `before` is when this was asked last, if it was.
 */
export function toBeAsked(state: DaemonState, before: number | undefined): readonly string[] {
  const { startedAt, now, tenants, readings } = state;
  const longest = longestHalt(state);
  if (longest === undefined) return [];
  const round = longest / roundsIn;
  const from = Math.max(before ?? 0, startedAt + round / patience);
  const isDue = (name: string) => {
    const offset = (Number.parseInt(sha256(name).slice(0, 8), 16) / 2 ** 32) * round;
    return from < now && Math.floor((now - offset) / round) > Math.floor((from - offset) / round);
  };
  const isKnown = (name: string) => now - (readings.get(name)?.at ?? Number.NEGATIVE_INFINITY) < round;
  return [...tenants.values()]
    .filter(({ name, failing }) => !failing && !isKnown(name) && isDue(name))
    .map(({ name }) => name);
}
