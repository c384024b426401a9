/**
 * What wakes a pass. `retry`: a tenant that could not be reached answers again; `turn`: a window opens or closes, or a
 * suspension ends; `request`: somebody asked over HTTP; `approved`: somebody approved a plan; `signal`: SIGHUP.
 */
export type WakeReason =
  | 'start'
  | 'schedule'
  | 'files'
  | 'retry'
  | 'turn'
  | 'request'
  | 'approved'
  | 'signal';

/** Wakes that have not been answered yet fold into one. They carry a reason and nothing else. */
export type Wakes = {
  readonly wake: (reason: WakeReason) => void;
  /** The reasons since the last call, as soon as there is one; empty once the signal is aborted. */
  readonly next: (stop: AbortSignal) => Promise<readonly WakeReason[]>;
};

export function createWakes(): Wakes {
  let reasons = new Set<WakeReason>();
  let answer = () => {};
  return {
    wake(reason) {
      reasons.add(reason);
      answer();
    },
    async next(stop) {
      if (reasons.size === 0 && !stop.aborted) await wakeOrStop(stop, (resolve) => (answer = resolve));
      const taken = stop.aborted ? [] : [...reasons];
      reasons = new Set();
      return taken;
    },
  };
}

function wakeOrStop(stop: AbortSignal, listen: (resolve: () => void) => void): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      stop.removeEventListener('abort', done);
      resolve();
    };
    listen(done);
    stop.addEventListener('abort', done);
  });
}
