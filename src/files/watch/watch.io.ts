import { resolve } from 'node:path';
import type { Log } from '../../base/log.ts';
import type { FileChanges } from '../fileChanges.ts';
import { isBeingCheckedOut } from './checkout.io.ts';
import { createEar, type FolderEar, type Listen } from './ear.io.ts';
import { isElsewhere, isInPlace, type Sight, takeLook } from './look.io.ts';
import { remoteTypeOf as typeOfRemote } from './remote.io.ts';
import { createSettling, type Settling } from './settling.io.ts';

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
  /** At no more than the file, and where everything lies, which takes next to nothing. */
  readonly place: number;
};

export type Watch = {
  readonly mode: () => WatchMode;
  /** What `read` gives of files that lie still: never of some that are being changed. Closing ends the wait. */
  readonly atRest: <T>(read: (changes: FileChanges) => Promise<T>) => Promise<T>;
  readonly close: () => void;
};

const usualPace: WatchPace = { poll: 2_000, proven: 10_000, place: 250 };

/** Where looking is slow it is done less often, so that it takes no more than a tenth of the time. */
const restPerLook = 9;

type Watching = {
  readonly options: WatchOptions;
  readonly pace: WatchPace;
  readonly ear: FolderEar;
  readonly settling: Settling;
  mode: WatchMode;
  isSaid: boolean;
  /** Whether a change that is found has come with its event. What changes before it is listened to comes without one. */
  heard: 'yes' | 'no' | 'too early';
  isProven: boolean;
  /** The last that the files came to rest with. */
  rested: Sight;
  lookedAt: number;
  lookMs: number;
};

/**
 * Tells when something below the folder, or the file, has changed since this call. Events are hints: they may be lost, and
 * may come without a change, so each leads to a look, and looks at everything are taken without events too, only less often. A
 * change that is found without its event shows that none arrive.
 */
export function createWatch(options: WatchOptions): Watch {
  const pace = { ...usualPace, ...options.pace };
  const ear = createEar({
    listen: options.listen,
    heard: (path) => {
      watching.heard = 'yes';
      settling.hint(path);
    },
    listening: () => listening(watching),
    failed: (error) => fallBack(watching, whyNotListening(error)),
  });
  const known = lookAt(options);
  const settling = createSettling({
    known,
    look: () => look(watching),
    hearsAll: () => watching.mode === 'events' && ear.hearsAll(),
    isHeldUp: () => isBeingCheckedOut(known.folder),
    settled: (now, isChanged) => settled(watching, now, isChanged),
  });
  const watching: Watching = {
    ...{ options, pace, ear, settling, rested: known, mode: 'events', isSaid: false },
    ...{ heard: 'too early', isProven: false, lookedAt: performance.now(), lookMs: 0 },
  };
  if (options.mode === 'poll' || isRemote(watching, known)) {
    watching.mode = 'poll';
    say(watching);
  } else ear.follow(known);
  const beats = setInterval(beat, Math.min(pace.poll, pace.proven, pace.place), watching);
  return {
    mode: () => watching.mode,
    atRest: settling.atRest,
    close() {
      clearInterval(beats);
      for (const part of [ear, settling]) part.close();
    },
  };
}

/** Looks at everything now and then, and whenever something has changed that is not listened to. */
function beat({ lookedAt, lookMs, settling, mode, isProven, pace, rested }: Watching): void {
  const everyMs = mode === 'events' && isProven ? pace.proven : pace.poll;
  const isDue = performance.now() - lookedAt >= Math.max(everyMs, lookMs * restPerLook);
  if (isDue || !isInPlace(rested)) settling.check();
}

function lookAt({ folder, file, remoteTypeOf = typeOfRemote }: WatchOptions, known?: Sight): Sight {
  const path = resolve(folder);
  return takeLook({ folder: path, file: resolve(file), remoteType: remoteTypeOf(path) }, known);
}

function look(watching: Watching): Sight {
  const start = performance.now();
  const now = lookAt(watching.options, watching.rested);
  watching.lookedAt = performance.now();
  watching.lookMs = watching.lookedAt - start;
  if (isRemote(watching, now)) fallBack(watching, `network file system: ${now.remoteType}`);
  if (watching.mode === 'events') watching.ear.follow(now);
  return now;
}

function isRemote({ options }: Watching, { remoteType }: Sight): boolean {
  return options.mode === 'auto' && remoteType !== undefined;
}

/** What has changed before it was listened to is made up for. */
function listening(watching: Watching): void {
  say(watching);
  if (watching.heard === 'no') watching.heard = 'too early';
  watching.settling.hint();
}

function settled(watching: Watching, now: Sight, isChanged: boolean): void {
  const { ear, heard, options, rested } = watching;
  const hearsAll = ear.hearsAll();
  if (isChanged && !isElsewhere(rested, now)) {
    if (heard === 'no' && hearsAll) fallBack(watching, 'a change came without an event');
    watching.isProven = heard === 'yes' && hearsAll;
  }
  Object.assign(watching, { rested: now, heard: hearsAll ? 'no' : 'too early' });
  if (isChanged) options.changed();
}

function fallBack(watching: Watching, reason: string): void {
  const { ear, options, pace } = watching;
  if (watching.mode === 'poll') return;
  watching.mode = 'poll';
  ear.close();
  const what = 'file events cannot be relied on here: files are polled from now on';
  options.log.warn({ reason, everyMs: pace.poll }, what);
  say(watching);
}

/** Once it is known how. */
function say(watching: Watching): void {
  const { options, mode, rested } = watching;
  if (watching.isSaid) return;
  watching.isSaid = true;
  const fileSystem = isRemote(watching, rested) && { fileSystem: rested.remoteType };
  options.log.info({ mode, ...fileSystem }, 'files are watched');
}

function whyNotListening({ code, message }: NodeJS.ErrnoException): string {
  if (code === 'ENOSPC') return 'more folders than can be watched: raise fs.inotify.max_user_watches';
  if (code === 'EMFILE') return 'more watchers than this machine allows: raise fs.inotify.max_user_instances';
  return message;
}
