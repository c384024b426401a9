export type Alarm = {
  /** Rings after so many milliseconds at the latest, and not when it was set to before. */
  readonly set: (milliseconds: number) => void;
  readonly cancel: () => void;
};

/** So often somebody looks, whatever is awaited: the clock may be put, and the machine may sleep. Milliseconds. */
const longestTimer = 30_000;

export function createAlarm(ring: () => void): Alarm {
  let timer: NodeJS.Timeout | undefined;
  const cancel = () => clearTimeout(timer);
  return {
    set(milliseconds) {
      cancel();
      timer = setTimeout(ring, milliseconds < longestTimer ? milliseconds : longestTimer);
    },
    cancel,
  };
}
