import { realpathSync, watch } from 'node:fs';
import { basename, dirname } from 'node:path';
import { createReadOnce, entriesAlong, type PathEntry } from './pathEntries.io.ts';
import { identityOf, type Snapshot, tryStat } from './snapshot.io.ts';

/** Tells the names in a folder that something happens to; null where it cannot say which. Throws what the system says. */
export type Listen = (folder: string, heard: (name: string | null) => void) => { readonly close: () => void };

/** One inotify watch a folder, on Linux, and none for its files. */
export const listenByEvents: Listen = (folder, heard) => {
  const watcher = watch(folder, (_, name) => heard(name));
  return watcher.on('error', () => heard(null));
};

/** What is of interest in a folder: the names, and where `isWhole` all others that do not start with a dot. */
type Interest = { isWhole: boolean; readonly names: Set<string>; readonly identity: string };

type FolderListener = { interest: Interest; hasEnded: boolean; readonly close: () => void };

type Listeners = {
  readonly listen: Listen;
  readonly heard: () => void;
  readonly byFolder: Map<string, FolderListener>;
  refused: Set<string>;
  /** The snapshot that is followed, as a text; undefined once a listener has ended. */
  followed: string | undefined;
};

export type FolderListeners = ReturnType<typeof createFolderListeners>;

/** Listens to each folder by itself: links may lead anywhere, and a swap far above replaces them all. */
export function createFolderListeners(listen: Listen, heard: () => void) {
  const byFolder = new Map<string, FolderListener>();
  const listeners: Listeners = { listen, heard, byFolder, refused: new Set(), followed: undefined };
  return {
    /**
     * Listens to all that a snapshot names and to nothing else. Says whether some of it is listened to only from now on.
     * Throws where the system listens to no more.
     */
    follow: (snapshot: Snapshot): boolean => follow(listeners, snapshot),
    /** Whether some folder may not be listened to, so that a change without an event proves nothing. */
    areSomeRefused: () => listeners.refused.size > 0,
    close(): void {
      for (const folder of byFolder.keys()) drop(listeners, folder);
    },
  };
}

function follow(listeners: Listeners, snapshot: Snapshot): boolean {
  const { fingerprint, place, folders } = snapshot;
  const key = `${fingerprint} ${place} ${[...folders].join()}`;
  if (key === listeners.followed) return false;
  const interests = interestsOf(snapshot);
  for (const folder of listeners.byFolder.keys()) if (!interests.has(folder)) drop(listeners, folder);
  listeners.refused = new Set([...listeners.refused].filter((folder) => interests.has(folder)));
  const begun = [...interests].map(([folder, interest]) => listenTo(listeners, folder, interest));
  listeners.followed = key;
  return begun.includes(true);
}

/** Says whether the folder was not listened to before. */
function listenTo(listeners: Listeners, folder: string, interest: Interest): boolean {
  const { byFolder, refused } = listeners;
  const listener = byFolder.get(folder);
  if (listener && !listener.hasEnded && listener.interest.identity === interest.identity) {
    listener.interest = interest;
    return false;
  }
  drop(listeners, folder);
  const failure = tryTo(() => open(listeners, folder, interest));
  if (failure && !isPassing(failure)) throw failure;
  const wasRefused = refused.delete(folder);
  if (!failure || !isRefusal(failure)) return true;
  refused.add(folder);
  return !wasRefused;
}

function open(listeners: Listeners, folder: string, interest: Interest): void {
  const system = listeners.listen(folder, (name) => {
    if (isOwnEnd(name, folder)) {
      listener.hasEnded = true;
      listeners.followed = undefined;
    }
    if (listener.hasEnded || isOfInterest(name, listener.interest)) listeners.heard();
  });
  const listener: FolderListener = { interest, hasEnded: false, close: () => system.close() };
  listeners.byFolder.set(folder, listener);
}

function drop({ byFolder }: Listeners, folder: string): void {
  byFolder.get(folder)?.close();
  byFolder.delete(folder);
}

/** inotify tells of the end of a folder, after which it tells nothing more, by the folder's own name. */
function isOwnEnd(name: string | null, folder: string): boolean {
  return name === null || name === basename(folder);
}

function isOfInterest(name: string | null, { isWhole, names }: Interest): boolean {
  return name === null || names.has(name) || (isWhole && !name.startsWith('.'));
}

function interestsOf({ folders, links, entries }: Snapshot): ReadonlyMap<string, Interest> {
  const interests = new Map<string, Interest>();
  for (const [folder, identity] of folders) {
    interests.set(folder, { isWhole: true, names: new Set(), identity });
  }
  for (const { folder, name } of [...entries, ...entriesBehind(links)]) {
    const identity = () => tryStat(folder, identityOf);
    const interest = interests.get(folder) ?? { isWhole: false, names: new Set(), identity: identity() };
    interest.names.add(name);
    interests.set(folder, interest);
  }
  return interests;
}

function entriesBehind(links: readonly string[]): readonly PathEntry[] {
  const folders = new Map<string, string>();
  const readEntry = createReadOnce();
  return links.flatMap((link) => {
    const folder = dirname(link);
    if (!folders.has(folder)) folders.set(folder, tryRealpath(folder));
    return entriesAlong(basename(link), folders.get(folder)!, readEntry);
  });
}

function tryRealpath(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    return folder;
  }
}

function tryTo(act: () => void): NodeJS.ErrnoException | undefined {
  try {
    act();
    return undefined;
  } catch (error) {
    return error as NodeJS.ErrnoException;
  }
}

function isRefusal({ code }: NodeJS.ErrnoException): boolean {
  return code === 'EACCES' || code === 'EPERM';
}

/** What has gone since the snapshot is looked at again anyway. */
function isPassing(error: NodeJS.ErrnoException): boolean {
  return isRefusal(error) || error.code === 'ENOENT' || error.code === 'ENOTDIR';
}
