import type { FileChanges } from '../fileChanges.ts';
import type { Snapshot } from './snapshot.io.ts';

type SettlingOptions = {
  /** What is known to whoever is told of changes. */
  readonly known: Snapshot;
  /** `isFresh`: some of what was read could not be heard of before, so that it has to be read again. */
  readonly look: () => { readonly snapshot: Snapshot; readonly isFresh: boolean };
  readonly isHeldUp: () => boolean;
  /** Two equal snapshots were taken, one after the other. */
  readonly settled: (isChanged: boolean) => void;
};

/** A burst of events is waited for, but never for longer than `longestBurstMs`. */
const burstMs = 60;
const longestBurstMs = 1_000;
/** From the start of one snapshot to that of the next, so that each file is looked at so far apart. */
const betweenSnapshotsMs = 100;
const shortestPauseMs = 50;

/** How often a snapshot must come out the same again before it counts. */
const timesEqual = { usual: 1, vanished: 10, heldUp: 100 } as const;

/** What changes without end is told of in the end. */
const mostSnapshots = 300;

/** Snapshots that come out the same, one after the other. */
type Rest = { readonly snapshot: Snapshot; readonly timesEqual: number; readonly snapshots: number };

type SettlingState = {
  readonly options: SettlingOptions;
  told: Snapshot;
  /** Set while the files are waited for. */
  rest: Rest | undefined;
  /** What is known at first may have been read in the middle of a change. */
  hasRested: boolean;
  isRestless: boolean;
  isClosed: boolean;
  waiting: (() => void)[];
  readonly timers: { burst?: NodeJS.Timeout; longestBurst?: NodeJS.Timeout; again?: NodeJS.Timeout };
};

export type Settling = ReturnType<typeof createSettling>;

/**
 * Waits until the files have come to rest. What vanished gets a second to come back, since some swap a folder by removing it
 * first; what git has not finished gets ten.
 */
export function createSettling(options: SettlingOptions) {
  const state: SettlingState = {
    options,
    told: options.known,
    rest: undefined,
    hasRested: false,
    isRestless: false,
    isClosed: false,
    waiting: [],
    timers: {},
  };
  return {
    /** Something may have changed: look, as soon as nothing more happens. */
    hint: (): void => hint(state),
    /** Look now. */
    check(): void {
      if (!state.rest && !state.timers.burst) step(state);
    },
    /** What `read` gives of files that lie still: it waits until they do, and reads again what changes meanwhile. */
    atRest: <T>(read: (changes: FileChanges) => Promise<T>): Promise<T> => atRest(state, read),
    close(): void {
      state.isClosed = true;
      cancel(state);
      release(state);
    },
  };
}

function hint(state: SettlingState): void {
  if (state.rest) return;
  const { timers } = state;
  clearTimeout(timers.burst);
  timers.burst = setTimeout(step, burstMs, state);
  timers.longestBurst ??= setTimeout(step, longestBurstMs, state);
}

function step(state: SettlingState): void {
  cancel(state);
  const start = performance.now();
  const { snapshot, isFresh } = state.options.look();
  const isChanged = snapshot.fingerprint !== state.told.fingerprint;
  if (state.rest || isFresh || !state.hasRested || isChanged) {
    state.rest = isFresh || !state.rest ? startOf(snapshot, state.rest) : nextOf(state.rest, snapshot);
    if (isStillWaitedFor(state.rest, state)) {
      const pauseMs = betweenSnapshotsMs - (performance.now() - start);
      state.timers.again = setTimeout(step, Math.max(shortestPauseMs, pauseMs), state);
      return;
    }
  }
  state.isRestless = state.rest !== undefined && state.rest.snapshots >= mostSnapshots;
  Object.assign(state, { told: snapshot, rest: undefined, hasRested: true });
  state.options.settled(isChanged);
  release(state);
}

async function atRest<T>(state: SettlingState, read: (changes: FileChanges) => Promise<T>): Promise<T> {
  if (!state.hasRested && !state.rest && !state.isClosed) step(state);
  if (state.rest && !state.isClosed) await new Promise<void>((resolve) => state.waiting.push(resolve));
  const { fingerprint } = state.told;
  const result = await read('unknown');
  const { isClosed, isRestless, options } = state;
  if (isClosed || isRestless || options.look().snapshot.fingerprint === fingerprint) return result;
  if (!state.rest) step(state);
  return atRest(state, read);
}

function cancel({ timers }: SettlingState): void {
  for (const timer of ['burst', 'longestBurst', 'again'] as const) {
    clearTimeout(timers[timer]);
    delete timers[timer];
  }
}

function release(state: SettlingState): void {
  for (const resolve of state.waiting) resolve();
  state.waiting = [];
}

function startOf(snapshot: Snapshot, before: Rest | undefined): Rest {
  return { snapshot, timesEqual: 0, snapshots: (before?.snapshots ?? 0) + 1 };
}

function nextOf(rest: Rest, snapshot: Snapshot): Rest {
  if (snapshot.fingerprint !== rest.snapshot.fingerprint) return startOf(snapshot, rest);
  return { snapshot, timesEqual: rest.timesEqual + 1, snapshots: rest.snapshots + 1 };
}

function isStillWaitedFor(rest: Rest, { told, options }: SettlingState): boolean {
  return rest.timesEqual < timesNeeded(rest.snapshot, told, options) && rest.snapshots < mostSnapshots;
}

function timesNeeded(snapshot: Snapshot, told: Snapshot, { isHeldUp }: SettlingOptions): number {
  if (isHeldUp()) return timesEqual.heldUp;
  const hasVanished = [...snapshot.missing].some((path) => !told.missing.has(path));
  return hasVanished ? timesEqual.vanished : timesEqual.usual;
}
