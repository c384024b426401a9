import { type Dirent, lstatSync, readdirSync, type Stats, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { goAlong, identityOf, isUnchanged, orCode, type Steps } from './way.io.ts';

/** Where to look, and how. */
type Lookout = {
  readonly folder: string;
  readonly file: string;
  /** What the network file system that holds the folder is called; undefined for a local one. */
  readonly remoteType: string | undefined;
};

/** What was seen of the files at one moment, without opening any of them. */
export type Sight = Lookout & {
  /** By path: what tells a file from another one there, or the code of what is wrong with it. */
  readonly files: ReadonlyMap<string, string>;
  /** All in which files lie, wherever links lead: by path without links, what tells each from another one there. */
  readonly folders: ReadonlyMap<string, string>;
  /** What decides where the folder lies, and the file, and what links lead to. */
  readonly way: ReadonlyMap<string, string>;
  /** Each file has one path, the one it is asked for by, so that a change of it is no change of another. */
  readonly isPlain: boolean;
};

/** Two links in each folder lead to more folders than could ever be read. */
const mostFolders = 10_000;

/** An editor that saves one document makes and removes a few files beside it. */
export const mostPaths = 10;

type Finds = Lookout & {
  readonly files: Refill;
  readonly folders: Refill;
  readonly way: Steps;
  isPlain: boolean;
  hasDocuments: boolean;
  entered: number;
};

/**
 * Synchronous: 10,000 files take 40 ms, and a third of the time that promises would. What an earlier look saw alike is kept
 * from there: looks follow one another every few seconds, and what they left behind would soon be more than all that is held.
 */
export function takeLook(lookout: Lookout, known?: Sight): Sight {
  const { folder, file } = lookout;
  const [files, folders, way] = [refill(known?.files), refill(known?.folders), new Map<string, string>()];
  const found: Finds = { ...lookout, files, folders, way, isPlain: true, hasDocuments: false, entered: 0 };
  const real = goAlong(folder, way);
  walk(folder, real, [], found);
  if (!found.hasDocuments) files.set(join(folder, '*'), 'ENOENT');
  const seen = seeFile(file, lookout);
  if (seen !== undefined) files.set(file, seen);
  goAlong(file, way);
  const isPlain = found.isPlain && real === folder;
  return { ...lookout, files: files.filled(), folders: folders.filled(), way, isPlain };
}

type Refill = ReturnType<typeof refill>;

/** A map that is filled anew: the earlier one itself where it gets the same entries in the same order. */
function refill(before: ReadonlyMap<string, string> = new Map()) {
  const entries = before.entries();
  let [same, other]: [number, Map<string, string> | undefined] = [0, undefined];
  const sameUntilNow = () => new Map([...before].slice(0, same));
  return {
    set(path: string, seen: string): void {
      const [knownPath, knownSeen] = (other ? undefined : entries.next().value) ?? [];
      if (knownPath === path && knownSeen === seen) {
        same += 1;
        return;
      }
      other ??= sameUntilNow();
      other.set(path, seen);
    },
    filled: (): ReadonlyMap<string, string> => other ?? (same === before.size ? before : sameUntilNow()),
  };
}

/**
 * Whether what is not listened to is as it was: the file, and where links, the folder and the file lead. A few calls, however
 * many files there are.
 */
export function isInPlace(sight: Sight): boolean {
  return isUnchanged(sight.way) && seeFile(sight.file, sight) === sight.files.get(sight.file);
}

/** Something has changed that is not listened to. */
export function isElsewhere(before: Sight, now: Sight): boolean {
  return before.files.get(before.file) !== now.files.get(now.file) || !isEqual(before.way, now.way);
}

export function isSame(one: Sight, other: Sight): boolean {
  return isEqual(one.files, other.files);
}

function isEqual(one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): boolean {
  if (one === other) return true;
  if (one.size !== other.size) return false;
  for (const [key, value] of one) if (other.get(key) !== value) return false;
  return true;
}

const missing = new Set(['ENOENT', 'ENOTDIR']);

/** What should be there is missing, and was not before: a swap that has only been half done leaves such. */
export function hasVanished(before: Sight, now: Sight): boolean {
  return [...now.files].some(([path, seen]) => missing.has(seen) && !missing.has(before.files.get(path)!));
}

/**
 * Looks again at a few paths, and at where everything lies. The look itself where nothing there has changed; undefined where
 * anything but one document has, so that only a look at everything can tell. One that has lost much may just be being written.
 */
export function lookAgain(paths: ReadonlySet<string>, before: Sight): Sight | undefined {
  if (!before.isPlain || paths.size > mostPaths || !isInPlace(before)) return undefined;
  let now = before;
  for (const path of paths) {
    const known = before.files.get(path);
    const stats = orCode(() => lstatSync(path));
    if (typeof stats === 'string' && known === undefined && !before.folders.has(path)) continue;
    if (typeof stats === 'string' || !stats.isFile() || known === undefined) return undefined;
    const seen = signatureOf(path, stats, before);
    if (seen === known) continue;
    if (now !== before || !isRead(path, before) || stats.nlink > 1 || hasLostMuch(stats, known))
      return undefined;
    now = { ...before, files: new Map(before.files).set(path, seen) };
  }
  return now;
}

/** `above` holds the identities of the folders that lead here: to meet one of them again is a loop. */
function walk(folder: string, real: string, above: readonly string[], found: Finds): void {
  const identity = identityAt(folder);
  found.entered += 1;
  if (above.includes(identity) || found.entered > mostFolders) {
    found.files.set(folder, 'not entered');
    return;
  }
  found.folders.set(real, identity);
  for (const entry of listFolder(folder, found)) {
    if (entry.name.startsWith('.')) continue;
    const path = `${folder}${sep}${entry.name}`;
    const isLink = entry.isSymbolicLink();
    const end = isLink ? followLink(path, found) : join(real, entry.name);
    const seen = seeFile(path, found);
    if (seen === undefined) {
      walk(path, end, [...above, identity], found);
      continue;
    }
    found.files.set(path, seen);
    found.hasDocuments ||= isRead(path, found) && seen.includes(' ');
    if (isLink) found.folders.set(end, identityAt(end));
  }
}

/** What the link itself says is no part of the way: the folder tells of it. */
function followLink(path: string, found: Finds): string {
  const end = goAlong(path, found.way);
  found.way.delete(path);
  found.isPlain = false;
  return end;
}

function listFolder(folder: string, found: Finds): readonly Dirent[] {
  const entries = orCode(() => readdirSync(folder, { withFileTypes: true }));
  if (typeof entries !== 'string') return entries;
  found.files.set(folder, entries);
  return [];
}

/** Undefined for a folder. */
function seeFile(path: string, lookout: Lookout): string | undefined {
  return orCode(() => {
    const stats = statSync(path);
    return stats.isDirectory() ? undefined : signatureOf(path, stats, lookout);
  });
}

function isRead(path: string, { file }: Lookout): boolean {
  return path === file || /\.ya?ml$/i.test(path);
}

/**
 * Of what is not read it counts that it is there: a document may name it. That a log grows is no change. The time of the last
 * change tells of permissions too, and of writers that set back the time of the content. A network file system may give the
 * same file another number whenever it is asked.
 */
function signatureOf(path: string, stats: Stats, lookout: Lookout): string {
  const { mode, size, mtimeMs, ctimeMs, dev, ino } = stats;
  if (!isRead(path, lookout)) return `${mode}`;
  const number = lookout.remoteType === undefined ? ` ${dev} ${ino}` : '';
  return `${mode} ${size} ${mtimeMs} ${ctimeMs}${number}`;
}

/** Of all that a save makes smaller, little is cut by a third. */
function hasLostMuch({ size }: Stats, known: string): boolean {
  const before = Number(known.split(' ')[1] ?? 0);
  return size === 0 || size < (before * 2) / 3;
}

function identityAt(folder: string): string {
  return orCode(() => identityOf(statSync(folder)));
}
