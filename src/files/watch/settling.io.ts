import type { FileChanges } from '../fileChanges.ts';
import { hasVanished, isSame, lookAgain, mostPaths, type Sight } from './look.io.ts';

type SettlingOptions = {
  /** What is known to whoever is told of changes. */
  readonly known: Sight;
  readonly look: () => Sight;
  /** Whether all that changes is heard of, so that nothing else has. */
  readonly hearsAll: () => boolean;
  /** Git is at work. */
  readonly isHeldUp: () => boolean;
  /** The files have come to rest. */
  readonly settled: (now: Sight, isChanged: boolean) => void;
};

/** A burst of events is waited for, but never for longer than `longest`. In milliseconds. */
const burst = {
  usual: { quiet: 60, longest: 1_000 },
  /** An editor that saves one document is done at once. */
  one: { quiet: 25, longest: 50 },
} as const;

/** From one look at one document to the next. */
const betweenGlancesMs = 40;
/** From the start of one look at everything to that of the next, so that each file is looked at so far apart. */
const betweenLooksMs = 100;
const shortestPauseMs = 50;

/** How often everything must look the same again before it counts. */
const timesEqual = { usual: 1, vanished: 10, heldUp: 100 } as const;

/** What changes without end is told of in the end. */
const mostLooks = 300;

type SettlingState = {
  readonly options: SettlingOptions;
  told: Sight;
  /** What was heard of since it was looked at, and when the last of it was. */
  heard: FileChanges;
  heardAt: number;
  /** Since the last read that was kept. */
  changes: FileChanges;
  /** Set while the files are waited for. */
  settling: Promise<void> | undefined;
  /** What is known at first may have been read in the middle of a change. */
  hasRested: boolean;
  isRestless: boolean;
  isClosed: boolean;
  wake: () => void;
};

export type Settling = ReturnType<typeof createSettling>;

/**
 * Waits until the files have come to rest. What vanished gets a second to come back, since some swap a folder by removing it
 * first; what git has not finished gets ten.
 */
export function createSettling(options: SettlingOptions) {
  const state: SettlingState = {
    ...{ options, told: options.known, heard: 'unknown', heardAt: -Infinity, changes: 'unknown' },
    ...{ settling: undefined, hasRested: false, isRestless: false, isClosed: false, wake: () => {} },
  };
  return {
    /** Something may have changed, at this path or anywhere: look, as soon as nothing more happens. */
    hint(path?: string): void {
      state.heard = path === undefined ? 'unknown' : withOneMore(state.heard, path);
      state.heardAt = performance.now();
      begin(state);
    },
    /** Look at everything now. */
    check: (): void => check(state),
    /** What `read` gives of files that lie still: it waits until they do, and reads again what changes meanwhile. */
    atRest: <T>(read: (changes: FileChanges) => Promise<T>): Promise<T> => atRest(state, read),
    close(): void {
      state.isClosed = true;
      state.wake();
    },
  };
}

function begin(state: SettlingState): void {
  state.settling ??= settle(state).finally(() => {
    state.settling = undefined;
    const isHeard = state.heard === 'unknown' || state.heard.size > 0;
    if (isHeard && !state.isClosed) begin(state);
  });
}

function check(state: SettlingState): void {
  if (state.settling) return;
  Object.assign(state, { heard: 'unknown', heardAt: -Infinity });
  begin(state);
}

async function settle(state: SettlingState): Promise<void> {
  if (!(await settleOne(state))) await settleAll(state);
}

/** Where one document is heard of, it is enough to look at that one, twice. Says whether it was. */
async function settleOne(state: SettlingState): Promise<boolean> {
  if (!state.hasRested) return false;
  const isQuiet = await quiet(state, burst.one);
  const { heard, told } = state;
  const now = glance(state, told);
  if (!now || (now !== told && !isQuiet)) return false;
  if (now !== told) {
    await pause(state, betweenGlancesMs);
    if (state.isClosed || state.heard !== heard || glance(state, now) !== now) return false;
  }
  state.heard = new Set();
  tell(state, now, heard);
  return true;
}

async function settleAll(state: SettlingState): Promise<void> {
  await quiet(state, burst.usual);
  let [before, equal]: [Sight | undefined, number] = [undefined, 0];
  for (let looks = 1; !state.isClosed; looks += 1) {
    const start = performance.now();
    state.heard = new Set();
    const now = state.options.look();
    equal = before && isSame(now, before) ? equal + 1 : 0;
    const isKnown = !before && state.hasRested && isSame(now, state.told);
    state.isRestless = looks >= mostLooks;
    if (state.isRestless) state.changes = 'unknown'; // what is read then is never kept
    if (isKnown || equal >= timesNeeded(state, now) || state.isRestless) return tell(state, now, 'unknown');
    before = now;
    await pause(state, Math.max(shortestPauseMs, betweenLooksMs - (performance.now() - start)));
  }
}

function tell(state: SettlingState, now: Sight, heard: FileChanges): void {
  const { told, changes, options } = state;
  const isOther = (path: string) => now.files.get(path) !== told.files.get(path); // the rest came and went
  const isChanged = !isSame(now, told);
  if (isChanged)
    state.changes = together(changes, heard === 'unknown' ? heard : new Set([...heard].filter(isOther)));
  Object.assign(state, { told: now, hasRested: true });
  options.settled(now, isChanged);
}

async function atRest<T>(state: SettlingState, read: (changes: FileChanges) => Promise<T>): Promise<T> {
  if (!state.hasRested && !state.isClosed) check(state);
  await state.settling;
  const { told } = state;
  const changes = state.changes !== 'unknown' && state.changes.size > 0 ? state.changes : 'unknown';
  const result = await read(changes);
  if (!state.isClosed) await allIsHeard();
  if (state.isClosed || state.isRestless) return result;
  if (isAsRead(state, told, changes)) {
    state.changes = new Set();
    return result;
  }
  check(state);
  return atRest(state, read);
}

function isAsRead(state: SettlingState, told: Sight, changes: FileChanges): boolean {
  if (changes !== 'unknown' && state.told === told) {
    const again = glance(state, told, together(state.heard, changes));
    if (again) return again === told;
  }
  return isSame(state.options.look(), told);
}

/** What there is now where nothing but one document has changed among what was heard of; undefined where anything is odd. */
function glance({ options, heard }: SettlingState, known: Sight, at = heard): Sight | undefined {
  if (at === 'unknown' || !options.hearsAll() || options.isHeldUp()) return undefined;
  return lookAgain(at, known);
}

/** Of more than can be looked at one by one no name is kept: a checkout brings ten thousand. */
function withOneMore(heard: FileChanges, path: string): FileChanges {
  if (heard === 'unknown') return heard;
  return heard.size < mostPaths || heard.has(path) ? new Set(heard).add(path) : 'unknown';
}

function together(some: FileChanges, more: FileChanges): FileChanges {
  return some === 'unknown' || more === 'unknown' ? 'unknown' : new Set([...some, ...more]);
}

/** Whether nothing more is heard of. */
async function quiet(state: SettlingState, { quiet, longest }: { quiet: number; longest: number }) {
  const end = performance.now() + longest;
  for (;;) {
    const [now, quietAt] = [performance.now(), state.heardAt + quiet];
    if (quietAt <= now || state.isClosed) return true;
    if (end <= now) return false;
    await pause(state, Math.min(quietAt, end) - now);
  }
}

/** And until what the kernel has queued by then is heard of. */
function pause(state: SettlingState, milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => void allIsHeard().then(resolve), milliseconds);
    state.wake = () => {
      clearTimeout(timer);
      resolve();
    };
  });
}

/** The event loop comes round once more, with all events that there are. */
function allIsHeard(): Promise<void> {
  return new Promise((resolve) => setImmediate(setImmediate, resolve));
}

function timesNeeded({ told, options }: SettlingState, now: Sight): number {
  if (options.isHeldUp()) return timesEqual.heldUp;
  return hasVanished(told, now) ? timesEqual.vanished : timesEqual.usual;
}
