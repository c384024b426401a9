import { resolve } from 'node:path';
import type { Log } from '../../base/log.ts';
import { isBeingCheckedOut } from './checkout.io.ts';
import { createTrust } from './eventTest.ts';
import { type Reading, readPlace, readPlaces } from './identity.io.ts';
import { createEars, type Listen, listenByEvents } from './listen.io.ts';
import { remoteTypeOf as typeOfRemote } from './remote.io.ts';
import { createSettling } from './settling.io.ts';

export type WatchMode = 'events' | 'poll';

export type WatchOptions = {
  readonly folder: string;
  readonly file: string;
  /** `auto`: by events, except on network file systems. Whoever asks for events gets polling where none are to be had. */
  readonly mode: 'auto' | WatchMode;
  /** Something below the folder, or the file, is another one than before, and has come to rest. */
  readonly changed: () => void;
  readonly log: Log;
  readonly pace?: Partial<WatchPace>;
  readonly listen?: Listen;
  /** What the network file system is called that holds a path; undefined for a local one. */
  readonly remoteTypeOf?: (path: string) => string | undefined;
};

/** How often it is looked whether something has changed, in milliseconds. */
export type WatchPace = {
  /** At all files: in mode `poll`, and in mode `events` until a change has come with its event. */
  readonly poll: number;
  /** At all files, in mode `events`, once a change has come with its event. */
  readonly proven: number;
  /** At no more than where the folder and the file lie, which takes next to nothing. */
  readonly place: number;
};

export type Watch = {
  readonly mode: () => WatchMode;
  /** What `read` gives of files that lie still: never of some that are being changed. Closing ends the wait. */
  readonly atRest: <T>(read: () => Promise<T>) => Promise<T>;
  readonly close: () => void;
};

const usualPace: WatchPace = { poll: 2_000, proven: 10_000, place: 1_000 };

/** Where looking is slow it is done less often, so that it takes no more than a tenth of the time. */
const restPerLook = 9;

/**
 * Tells when something below the folder, or the file, has changed since this call. Events are hints: they may be lost, and
 * may come without a change, so each leads to a look at all files, and looks are taken without events too, only less often.
 * A change that is found without its event shows that none arrive.
 */
export function createWatch(options: WatchOptions): Watch {
  const { mode: wanted, changed, log, listen = listenByEvents, remoteTypeOf = typeOfRemote } = options;
  const pace = { ...usualPace, ...options.pace };
  const [folder, file] = [resolve(options.folder), resolve(options.file)];
  const trust = createTrust();
  let latest = readPlaces(folder, file, remoteTypeOf(folder));
  let lookMs = 0;
  let mode: WatchMode = wanted === 'poll' || isRemote() ? 'poll' : 'events';

  function isRemote(): boolean {
    return wanted === 'auto' && latest.remoteType !== undefined;
  }
  const look = () => {
    const start = performance.now();
    latest = readPlaces(folder, file, remoteTypeOf(folder));
    lookMs = performance.now() - start;
    return { reading: latest, isFresh: listenTo(latest) };
  };
  /** Says whether some of what was read is listened to only from now on. */
  const listenTo = (reading: Reading): boolean => {
    if (mode === 'poll') return false;
    try {
      if (!isRemote()) return ears.turnTo(reading);
      fallBack(`network file system: ${reading.remoteType}`);
    } catch (error) {
      fallBack(whyDeaf(error as NodeJS.ErrnoException));
    }
    return false;
  };
  const fallBack = (reason: string) => {
    mode = 'poll';
    ears.close();
    looks.restart();
    log.warn(
      { reason, everyMs: pace.poll },
      'file events cannot be relied on here: files are polled from now on',
    );
  };
  const ears = createEars(listen, () => {
    trust.heard();
    settling.hint();
  });
  const settling = createSettling({
    known: latest,
    look,
    isHeldUp: () => isBeingCheckedOut(folder),
    settled(isChanged) {
      const isDeaf = trust.settled(isChanged, ears.arePartlyShut());
      if (mode === 'events' && isDeaf) fallBack('a change came without an event');
      if (isChanged) changed();
    },
  });
  const lookPace = () => (mode === 'events' && trust.isProven() ? pace.proven : pace.poll);
  const looks = every(() => Math.max(lookPace(), lookMs * restPerLook), settling.check);
  const places = every(
    () => pace.place,
    () => {
      if (readPlace(folder, file).place !== latest.place) settling.check();
    },
  );
  if (listenTo(latest)) settling.hint();
  log.info({ mode, ...(isRemote() && { fileSystem: latest.remoteType }) }, 'files are watched');
  return {
    mode: () => mode,
    atRest: settling.atRest,
    close() {
      for (const part of [looks, places]) part.stop();
      for (const part of [ears, settling]) part.close();
    },
  };
}

type Repetition = { readonly restart: () => void; readonly stop: () => void };

/** Acts again and again, each time so long after the last. */
function every(delayMs: () => number, act: () => void): Repetition {
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;
  const restart = () => {
    clearTimeout(timer);
    if (!isStopped) timer = setTimeout(next, delayMs());
  };
  const next = () => {
    act();
    restart();
  };
  restart();
  return {
    restart,
    stop() {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}

function whyDeaf({ code, message }: NodeJS.ErrnoException): string {
  if (code === 'ENOSPC') return 'more folders than can be watched: raise fs.inotify.max_user_watches';
  if (code === 'EMFILE') return 'more watchers than this machine allows: raise fs.inotify.max_user_instances';
  return message;
}
