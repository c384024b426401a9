import type { Clock } from '../base/clock.ts';

export type Alarm = {
  /** Rings at that time (milliseconds since 1970), and not at the one it was set to before. */
  readonly set: (at: number) => void;
  readonly cancel: () => void;
};

/** Timers run on a clock of their own, which stands still while the machine sleeps: the time is looked at again and again. */
const longestTimer = 60_000;

export function createAlarm(ring: () => void, clock: Pick<Clock, 'now'>): Alarm {
  let timer: NodeJS.Timeout | undefined;
  const arm = (at: number) => {
    const left = at - clock.now();
    // A timer may also be over a little before its time has come: whoever hears it ring would find nothing due.
    timer = setTimeout(
      () => (clock.now() >= at ? ring() : arm(at)),
      Math.min(Math.max(left, 0), longestTimer),
    );
  };
  const cancel = () => clearTimeout(timer);
  return {
    set(at) {
      cancel();
      arm(at);
    },
    cancel,
  };
}
