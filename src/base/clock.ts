/** Time, which only the world can tell. */
export type Clock = {
  /** Milliseconds since 1970. People and other machines set it: it may jump, also back. */
  readonly now: () => number;
  /** Milliseconds since a moment that means nothing. It only goes forward: for how long something takes, or may take. */
  readonly monotonic: () => number;
  /** Resolves after so many milliseconds; rejects as soon as the signal is aborted. */
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>;
};
