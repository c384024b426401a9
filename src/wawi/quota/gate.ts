import { pauseBefore, unknownPace, withLanding, withStart } from './pace.ts';
import type { QuotaReading } from './reading.ts';

export type Gate = ReturnType<typeof createGate>;

/** Ends with what the answer told of the quota, if one came. */
export type StartedRequest = { readonly end: (told: QuotaReading | undefined) => void };

/** How a caller waits: for some milliseconds, or for another request to land. What either throws ends it. */
export type Waiting = {
  readonly pause: (milliseconds: number) => Promise<void>;
  readonly until: (landing: Promise<void>) => Promise<void>;
};

/** What a gate does not know by itself. */
type GateExceptions = {
  /** Whether everybody may pass. */
  readonly isOpen: () => boolean;
  /** Whether one may go ahead although nothing seems to be left, where it would be turned away otherwise. */
  readonly mayAsk: () => boolean;
};

const noExceptions: GateExceptions = { isOpen: () => false, mayAsk: () => false };

/** Lets requests start one after another, so that the quota lasts. `now` is in milliseconds. */
export function createGate(now: () => number, { isOpen, mayAsk }: GateExceptions = noExceptions) {
  let pace = unknownPace;
  const landings = new Set<() => void>();
  const queued = createQueue();
  const pause = () => (isOpen() ? 0 : pauseBefore(pace, now(), mayAsk()));

  function start(): StartedRequest {
    pace = withStart(pace, now());
    const { order } = pace;
    return {
      end(told) {
        pace = withLanding(pace, order, told, now());
        for (const landed of landings) landed();
        landings.clear();
      },
    };
  }

  async function startInTurn(waiting: Waiting): Promise<StartedRequest> {
    for (let left = pause(); left !== 0; left = pause()) {
      if (left === 'landing') await waiting.until(new Promise((resolve) => landings.add(resolve)));
      else await waiting.pause(Math.ceil(left));
    }
    return start();
  }

  return {
    /** Rejects with what `waiting` throws. */
    start: async (waiting: Waiting) =>
      queued.isEmpty() && pause() === 0 ? start() : queued.add(() => startInTurn(waiting)),
  };
}

/** Work that is done one after another, whatever becomes of it. */
function createQueue() {
  /** None while nobody waits. */
  let last: Promise<unknown> | undefined;
  return {
    isEmpty: () => last === undefined,
    add<T>(work: () => Promise<T>): Promise<T> {
      const result = (last ?? Promise.resolve()).then(work);
      const over = result
        .catch(() => {})
        .then(() => {
          if (last === over) last = undefined;
        });
      last = over;
      return result;
    },
  };
}
