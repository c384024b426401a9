import type { Reading } from './identity.io.ts';

export type Settling = {
  /** Something may have changed: look, as soon as nothing more happens. */
  readonly hint: () => void;
  /** Look now. */
  readonly check: () => void;
  /** What `read` gives of files that lie still: it waits until they do, and reads again what changes meanwhile. */
  readonly atRest: <T>(read: () => Promise<T>) => Promise<T>;
  readonly close: () => void;
};

type Options = {
  /** What is known to whoever is told of changes. */
  readonly known: Reading;
  /** `isFresh`: some of what was read could not be heard of before, so that it has to be read again. */
  readonly look: () => { readonly reading: Reading; readonly isFresh: boolean };
  readonly isHeldUp: () => boolean;
  /** Two equal readings were made, one after the other. */
  readonly settled: (isChanged: boolean) => void;
};

/** A burst of events is waited for, but never for longer than `longestBurstMs`. */
const burstMs = 60;
const longestBurstMs = 1_000;
/** From the start of one reading to that of the next, so that each file is looked at so far apart. */
const betweenReadingsMs = 100;
const shortestPauseMs = 50;

/** How often a reading must come out the same again before it counts. */
const timesEqual = { usual: 1, vanished: 10, heldUp: 100 } as const;

/** What changes without end is told of in the end. */
const mostReadings = 300;

type Rest = { readonly reading: Reading; readonly timesEqual: number; readonly readings: number };

/**
 * Waits until the files have come to rest. What vanished gets a second to come back, since some swap a folder by removing it
 * first; what git has not finished gets ten.
 */
export function createSettling({ known, look, isHeldUp, settled }: Options): Settling {
  let told = known;
  let rest: Rest | undefined;
  let hasRested = false; // what is known at first may have been read in the middle of a change
  let isRestless = false;
  let isClosed = false;
  let waiting: (() => void)[] = [];
  let soon: NodeJS.Timeout | undefined;
  let latest: NodeJS.Timeout | undefined;
  let again: NodeJS.Timeout | undefined;
  const cancel = () => {
    for (const timer of [soon, latest, again]) clearTimeout(timer);
    soon = latest = again = undefined;
  };
  const step = () => {
    cancel();
    const start = performance.now();
    const { reading, isFresh } = look();
    if (rest || isFresh || !hasRested || reading.fingerprint !== told.fingerprint) {
      rest = isFresh || !rest ? startOf(reading, rest) : nextOf(rest, reading);
      if (rest.timesEqual < timesNeeded(rest, told, isHeldUp) && rest.readings < mostReadings) {
        const pauseMs = betweenReadingsMs - (performance.now() - start);
        again = setTimeout(step, Math.max(shortestPauseMs, pauseMs));
        return;
      }
    }
    const isChanged = reading.fingerprint !== told.fingerprint;
    told = reading;
    isRestless = rest !== undefined && rest.readings >= mostReadings;
    rest = undefined;
    hasRested = true;
    settled(isChanged);
    release();
  };
  const release = () => {
    for (const resolve of waiting) resolve();
    waiting = [];
  };
  const atRest = async <T>(read: () => Promise<T>): Promise<T> => {
    if (!hasRested && !rest && !isClosed) step();
    if (rest && !isClosed) await new Promise<void>((resolve) => waiting.push(resolve));
    const { fingerprint } = told;
    const result = await read();
    if (isClosed || isRestless || look().reading.fingerprint === fingerprint) return result;
    if (!rest) step();
    return atRest(read);
  };
  return {
    hint() {
      if (rest) return;
      clearTimeout(soon);
      soon = setTimeout(step, burstMs);
      latest ??= setTimeout(step, longestBurstMs);
    },
    check() {
      if (!rest && !soon) step();
    },
    atRest,
    close() {
      isClosed = true;
      cancel();
      release();
    },
  };
}

function startOf(reading: Reading, before: Rest | undefined): Rest {
  return { reading, timesEqual: 0, readings: (before?.readings ?? 0) + 1 };
}

function nextOf(rest: Rest, reading: Reading): Rest {
  if (reading.fingerprint !== rest.reading.fingerprint) return startOf(reading, rest);
  return { reading, timesEqual: rest.timesEqual + 1, readings: rest.readings + 1 };
}

function timesNeeded({ reading }: Rest, told: Reading, isHeldUp: () => boolean): number {
  if (isHeldUp()) return timesEqual.heldUp;
  const hasVanished = [...reading.missing].some((path) => !told.missing.has(path));
  return hasVanished ? timesEqual.vanished : timesEqual.usual;
}
