import type { DaemonState } from '../state.ts';
import { changesBetween, type LiveChange, liveChanges } from './changes.ts';

type Listener = (changes: readonly LiveChange[]) => void;

/** Brings what changes to those who listen, folded: some four times a second at most. */
export type Tidings = {
  readonly tell: (changes: readonly LiveChange[]) => void;
  /** Tells what of one state is different in the next. */
  readonly onState: (before: DaemonState, after: DaemonState) => void;
  readonly listen: (listener: Listener) => void;
};

/** Milliseconds in which what belongs together comes together, such as the end of a pass and its entry in the journal. */
const gathering = 100;
/** Of a thousand tenants the health is heard bit by bit, and nobody minds seconds there. */
const gatheringHealth = 3_000;
/** From one telling to the next, at least. */
const pause = 250;

export function createTidings(): Tidings {
  const listeners: Listener[] = [];
  const gathered = new Set<LiveChange>();
  let timer: NodeJS.Timeout | undefined;
  let dueAt = Number.POSITIVE_INFINITY;
  let toldAt = Number.NEGATIVE_INFINITY;

  function tellAll(): void {
    const changes = liveChanges.filter((one) => gathered.has(one));
    gathered.clear();
    [dueAt, toldAt] = [Number.POSITIVE_INFINITY, performance.now()];
    for (const listener of listeners) listener(changes);
  }

  function tell(changes: readonly LiveChange[]): void {
    if (changes.length === 0) return;
    for (const change of changes) gathered.add(change);
    const isUrgent = changes.some((change) => change !== 'health');
    const now = performance.now();
    const at = Math.max(now + (isUrgent ? gathering : gatheringHealth), toldAt + pause);
    if (at >= dueAt) return;
    clearTimeout(timer);
    dueAt = at;
    timer = setTimeout(tellAll, at - now).unref();
  }

  return {
    tell,
    onState: (before, after) => tell(changesBetween(before, after)),
    listen: (listener) => void listeners.push(listener),
  };
}
