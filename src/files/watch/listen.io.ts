import { realpathSync, watch } from 'node:fs';
import { basename, dirname } from 'node:path';
import { identityOf, type Reading, tryStat } from './identity.io.ts';
import { lookOnce, type Step, wayTo } from './links.io.ts';

/** Tells the names in a folder that something happens to; null where it cannot say which. Throws what the system says. */
export type Listen = (folder: string, heard: (name: string | null) => void) => { readonly close: () => void };

/** One inotify watch a folder, on Linux, and none for its files. */
export const listenByEvents: Listen = (folder, heard) => {
  const watcher = watch(folder, (_, name) => heard(name));
  return watcher.on('error', () => heard(null));
};

export type Ears = {
  /**
   * Listens to all that was read and to nothing else. Says whether some of it is listened to only from now on. Throws where
   * the system listens to no more.
   */
  readonly turnTo: (reading: Reading) => boolean;
  /** Whether some folder may not be listened to, so that a change without an event proves nothing. */
  readonly arePartlyShut: () => boolean;
  readonly close: () => void;
};

/** What is of interest in a folder: the names, and where `isWhole` all others that do not start with a dot. */
type Spot = { isWhole: boolean; readonly names: Set<string>; readonly identity: string };

type Ear = { spot: Spot; isDead: boolean; readonly close: () => void };

/** Listens to each folder by itself: links may lead anywhere, and a swap far above replaces them all. */
export function createEars(listen: Listen, heard: () => void): Ears {
  const ears = new Map<string, Ear>();
  let shut = new Set<string>();
  let turnedTo: string | undefined;
  const drop = (folder: string) => {
    ears.get(folder)?.close();
    ears.delete(folder);
  };
  const open = (folder: string, spot: Spot) => {
    const listener = listen(folder, (name) => {
      if (isOwnEnd(name, folder)) {
        ear.isDead = true;
        turnedTo = undefined;
      }
      if (ear.isDead || isOfInterest(name, ear.spot)) heard();
    });
    const ear: Ear = { spot, isDead: false, close: () => listener.close() };
    ears.set(folder, ear);
  };
  /** Says whether it was closed before. */
  const turn = (folder: string, spot: Spot): boolean => {
    const ear = ears.get(folder);
    if (ear && !ear.isDead && ear.spot.identity === spot.identity) {
      ear.spot = spot;
      return false;
    }
    drop(folder);
    const failure = tryTo(() => open(folder, spot));
    if (failure && !isPassing(failure)) throw failure;
    const wasShut = shut.delete(folder);
    if (!failure || !isRefusal(failure)) return true;
    shut.add(folder);
    return !wasShut;
  };
  return {
    turnTo(reading) {
      const to = `${reading.fingerprint} ${reading.place} ${[...reading.folders].join()}`;
      if (to === turnedTo) return false;
      const spots = spotsOf(reading);
      for (const folder of ears.keys()) if (!spots.has(folder)) drop(folder);
      shut = new Set([...shut].filter((folder) => spots.has(folder)));
      const turned = [...spots].map(([folder, spot]) => turn(folder, spot));
      turnedTo = to;
      return turned.includes(true);
    },
    arePartlyShut: () => shut.size > 0,
    close() {
      for (const folder of ears.keys()) drop(folder);
    },
  };
}

/** inotify tells of the end of a folder, after which it tells nothing more, by the folder's own name. */
function isOwnEnd(name: string | null, folder: string): boolean {
  return name === null || name === basename(folder);
}

function isOfInterest(name: string | null, { isWhole, names }: Spot): boolean {
  return name === null || names.has(name) || (isWhole && !name.startsWith('.'));
}

function spotsOf({ folders, links, way }: Reading): ReadonlyMap<string, Spot> {
  const spots = new Map<string, Spot>();
  for (const [folder, identity] of folders) spots.set(folder, { isWhole: true, names: new Set(), identity });
  for (const { folder, name } of [...way, ...waysFrom(links)]) {
    const spot = spots.get(folder) ?? {
      isWhole: false,
      names: new Set(),
      identity: tryStat(folder, identityOf),
    };
    spot.names.add(name);
    spots.set(folder, spot);
  }
  return spots;
}

function waysFrom(links: readonly string[]): readonly Step[] {
  const folders = new Map<string, string>();
  const stepOn = lookOnce();
  return links.flatMap((link) => {
    const folder = dirname(link);
    if (!folders.has(folder)) folders.set(folder, tryRealpath(folder));
    return wayTo(basename(link), folders.get(folder)!, stepOn);
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

/** What has gone since it was read is read again anyway. */
function isPassing(error: NodeJS.ErrnoException): boolean {
  return isRefusal(error) || error.code === 'ENOENT' || error.code === 'ENOTDIR';
}
