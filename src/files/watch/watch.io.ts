import { resolve } from 'node:path';
import type { Log } from '../../base/log.ts';
import type { FileChanges } from '../fileChanges.ts';
import { isBeingCheckedOut } from './checkout.io.ts';
import { createEventEvidence, type EventEvidence } from './eventEvidence.ts';
import { createFolderListeners, type FolderListeners, type Listen, listenByEvents } from './listen.io.ts';
import { remoteTypeOf as typeOfRemote } from './remote.io.ts';
import { createSettling, type Settling } from './settling.io.ts';
import { readPlace, type Snapshot, takeSnapshot } from './snapshot.io.ts';

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
  readonly atRest: <T>(read: (changes: FileChanges) => Promise<T>) => Promise<T>;
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
  const watching = startWatching(options);
  const { settling, listeners } = watching;
  const repetitions = [
    watching.looks,
    every(
      () => watching.pace.place,
      () => lookAtPlace(watching),
    ),
  ];
  for (const repetition of repetitions) repetition.restart();
  if (listenTo(watching)) settling.hint();
  const { latest, mode } = watching;
  const fileSystem = isRemote(watching) && { fileSystem: latest.remoteType };
  options.log.info({ mode, ...fileSystem }, 'files are watched');
  return {
    mode: () => watching.mode,
    atRest: settling.atRest,
    close() {
      for (const repetition of repetitions) repetition.stop();
      for (const part of [listeners, settling]) part.close();
    },
  };
}

type Watching = {
  readonly options: WatchOptions;
  readonly pace: WatchPace;
  readonly evidence: EventEvidence;
  readonly listeners: FolderListeners;
  readonly settling: Settling;
  /** Of all files, again and again. */
  readonly looks: Repetition;
  mode: WatchMode;
  latest: Snapshot;
  lookMs: number;
};

function startWatching(options: WatchOptions): Watching {
  const evidence = createEventEvidence();
  const latest = lookAt(options);
  const listeners = createFolderListeners(options.listen ?? listenByEvents, () => {
    evidence.heard();
    settling.hint();
  });
  const settling = createSettling({
    known: latest,
    look: () => look(watching),
    isHeldUp: () => isBeingCheckedOut(resolve(options.folder)),
    settled: (isChanged) => settled(watching, isChanged),
  });
  const looks = every(() => Math.max(lookPace(watching), watching.lookMs * restPerLook), settling.check);
  const pace = { ...usualPace, ...options.pace };
  const parts = { options, pace, evidence, listeners, settling, looks };
  const watching: Watching = { ...parts, mode: 'events', latest, lookMs: 0 };
  if (options.mode === 'poll' || isRemote(watching)) watching.mode = 'poll';
  return watching;
}

function lookAt({ folder, file, remoteTypeOf = typeOfRemote }: WatchOptions): Snapshot {
  const path = resolve(folder);
  return takeSnapshot(path, resolve(file), remoteTypeOf(path));
}

function look(watching: Watching) {
  const start = performance.now();
  watching.latest = lookAt(watching.options);
  watching.lookMs = performance.now() - start;
  return { snapshot: watching.latest, isFresh: listenTo(watching) };
}

function lookAtPlace({ options, latest, settling }: Watching): void {
  if (readPlace(resolve(options.folder), resolve(options.file)).place !== latest.place) settling.check();
}

function lookPace({ mode, evidence, pace }: Watching): number {
  return mode === 'events' && evidence.isProven() ? pace.proven : pace.poll;
}

function isRemote({ options, latest }: Watching): boolean {
  return options.mode === 'auto' && latest.remoteType !== undefined;
}

/** Says whether some of what was seen is listened to only from now on. */
function listenTo(watching: Watching): boolean {
  if (watching.mode === 'poll') return false;
  try {
    if (!isRemote(watching)) return watching.listeners.follow(watching.latest);
    fallBack(watching, `network file system: ${watching.latest.remoteType}`);
  } catch (error) {
    fallBack(watching, whyNotListening(error as NodeJS.ErrnoException));
  }
  return false;
}

function settled(watching: Watching, isChanged: boolean): void {
  const { evidence, listeners, options } = watching;
  const isSilent = evidence.settled(isChanged, listeners.areSomeRefused());
  if (watching.mode === 'events' && isSilent) fallBack(watching, 'a change came without an event');
  if (isChanged) options.changed();
}

function fallBack(watching: Watching, reason: string): void {
  const { listeners, looks, options, pace } = watching;
  watching.mode = 'poll';
  listeners.close();
  looks.restart();
  options.log.warn(
    { reason, everyMs: pace.poll },
    'file events cannot be relied on here: files are polled from now on',
  );
}

type Repetition = ReturnType<typeof every>;

/** Acts again and again once it is started, each time so long after the last. */
function every(delayMs: () => number, act: () => void) {
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
  return {
    restart,
    stop(): void {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}

function whyNotListening({ code, message }: NodeJS.ErrnoException): string {
  if (code === 'ENOSPC') return 'more folders than can be watched: raise fs.inotify.max_user_watches';
  if (code === 'EMFILE') return 'more watchers than this machine allows: raise fs.inotify.max_user_instances';
  return message;
}
