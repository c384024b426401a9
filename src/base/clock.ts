/** Time, which only the world can tell. */
export type Clock = {
  /** Milliseconds since 1970. People and other machines set it: it may jump, also back. */
  readonly now: () => number;
  /** Milliseconds since a moment that means nothing. It only goes forward: for how long something takes, or may take. */
  readonly monotonic: () => number;
  /** Resolves after so many milliseconds; rejects as soon as the signal is aborted. */
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>;
};

/** A wall clock that goes evenly from one look at the real one to the next, so that nothing jumps unseen. */
export type SteadyClock = Pick<Clock, 'now'> & {
  /** From now on it shows what the real one shows. By how many milliseconds that one was put since; 0 where it was not. */
  readonly look: () => number;
};

/** What differs by less is corrected without a word: clocks are adjusted all the time. Milliseconds. */
const shortestJump = 2_000;

export function createSteadyClock({ now, monotonic }: Pick<Clock, 'now' | 'monotonic'>): SteadyClock {
  let ahead = now() - monotonic();
  return {
    now: () => Math.round(monotonic() + ahead),
    look() {
      const before = ahead;
      ahead = now() - monotonic();
      const jump = Math.round(ahead - before);
      return Math.abs(jump) < shortestJump ? 0 : jump;
    },
  };
}
