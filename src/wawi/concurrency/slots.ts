import type { Waiting } from '../quota/gate.ts';
import { createLimit, type Landed } from './limit.ts';

/** A request that may be sent. To be left once, whatever comes of it. */
export type Slot = { readonly leave: (landed: Landed) => void };

export type Slots = ReturnType<typeof createSlots>;

/** Lets no more requests to one API be on their way than it bears, first come, first served. */
export function createSlots(most: () => number, onLimit: (limit: number) => void) {
  const limit = createLimit(most);
  const queue = new Set<() => void>();
  const tell = tellChanges(limit.current, onLimit);
  let [inFlight, order] = [0, 0];

  function giveBack(): void {
    inFlight -= 1;
    for (const enter of queue) {
      if (inFlight >= limit.current()) break;
      queue.delete(enter);
      inFlight += 1;
      enter();
    }
  }

  function start(): Slot {
    order += 1;
    const started = { order, inFlight };
    tell();
    return {
      leave(landed) {
        limit.landed(landed, started, order);
        tell();
        giveBack();
      },
    };
  }

  return {
    /** Rejects with what `waiting` throws. */
    async enter(waiting: Pick<Waiting, 'until'>): Promise<Slot> {
      if (queue.size > 0 || inFlight >= limit.current()) await waitIn(queue, waiting, giveBack);
      else inFlight += 1;
      return start();
    },
  };
}

function tellChanges(limit: () => number, onLimit: (limit: number) => void): () => void {
  let told = 0;
  return () => {
    if (told === limit()) return;
    told = limit();
    onLimit(told);
  };
}

/** Until somebody takes this one out of the queue. `giveBack` is called where that was in vain. */
async function waitIn(
  queue: Set<() => void>,
  waiting: Pick<Waiting, 'until'>,
  giveBack: () => void,
): Promise<void> {
  let enter = () => {};
  const turn = new Promise<void>((resolve) => (enter = resolve));
  queue.add(enter);
  try {
    await waiting.until(turn);
  } catch (error) {
    if (!queue.delete(enter)) giveBack();
    throw error;
  }
}
