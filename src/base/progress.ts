/** A line that shows how far long work has come, on a terminal only, and that leaves nothing behind. */
export type Progress = {
  readonly show: (text: () => string) => void;
  readonly clear: () => void;
};

/** Drawn at most ten times a second: a thousand tenants are no reason for a thousand lines. */
const pauseMs = 100;

export function createProgress(write: (text: string) => void, now: () => number): Progress {
  let drawnAt = Number.NEGATIVE_INFINITY;
  let drawn = false;
  return {
    show(text) {
      if (now() - drawnAt < pauseMs) return;
      drawnAt = now();
      drawn = true;
      write(`\r\u001b[K${text()}`);
    },
    clear() {
      if (drawn) write('\r\u001b[K');
      drawn = false;
    },
  };
}

export const noProgress: Progress = { show() {}, clear() {} };
