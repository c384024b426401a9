import type { Clock } from '../../src/base/clock.ts';

/** A clock that stands still until it is told to move, on the wall and otherwise. Whoever sleeps wakes when their time has come. */
export type FakeClock = Clock & {
  readonly pass: (milliseconds: number) => void;
  /** Puts the one on the wall, by so many milliseconds, and wakes nobody. */
  readonly jump: (milliseconds: number) => void;
  /** How many sleep. */
  readonly sleeping: () => number;
};

export function fakeClock(start = 0): FakeClock {
  const sleepers = new Set<{ readonly at: number; readonly wake: () => void }>();
  let passed = 0;
  let put = 0;
  return {
    now: () => start + passed + put,
    monotonic: () => passed,
    sleep: (milliseconds, signal) =>
      new Promise((resolve, reject) => {
        const sleeper = { at: passed + milliseconds, wake: resolve };
        const end = () => {
          sleepers.delete(sleeper);
          reject(signal.reason);
        };
        if (signal.aborted) return end();
        sleepers.add(sleeper);
        signal.addEventListener('abort', end, { once: true });
      }),
    jump(milliseconds) {
      put += milliseconds;
    },
    pass(milliseconds) {
      passed += milliseconds;
      for (const sleeper of [...sleepers].filter(({ at }) => at <= passed)) {
        sleepers.delete(sleeper);
        sleeper.wake();
      }
    },
    sleeping: () => sleepers.size,
  };
}
