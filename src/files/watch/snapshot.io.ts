import { hash } from 'node:crypto';
import { type Dirent, readdirSync, type Stats, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { entriesAlong, type PathEntry } from './pathEntries.io.ts';

/** What was read of the files at one moment, without opening any of them. */
export type Snapshot = {
  /** Another one when a file, or what is wrong with one, has changed. */
  readonly fingerprint: string;
  /** Another one when the folder or the file lies elsewhere, or is another one than before. */
  readonly place: string;
  /** What is not there though it should be, by path: a swap that has only been half done leaves such. */
  readonly missing: ReadonlySet<string>;
  /** The folder and all below it, links followed, each by its path with what tells it from another one there. */
  readonly folders: ReadonlyMap<string, string>;
  readonly links: readonly string[];
  /** The entries along the paths of the folder and of the file. */
  readonly entries: readonly PathEntry[];
  /** What the network file system that holds the folder is called; undefined for a local one. */
  readonly remoteType: string | undefined;
};

/** Two links in each folder lead to more folders than could ever be read. */
const mostFolders = 10_000;

type FoundFiles = {
  readonly lines: string[];
  readonly folders: Map<string, string>;
  readonly links: string[];
  readonly missing: Set<string>;
  readonly signatureOf: (stats: Stats) => string;
  files: number;
};

/** Synchronous: 10,000 files take 40 ms, and a third of the time that promises would. */
export function takeSnapshot(folder: string, file: string, remoteType: string | undefined): Snapshot {
  const signatureOf = remoteType === undefined ? localSignature : remoteSignature;
  const [lines, links, folders, missing] = [[], [], new Map(), new Set<string>()];
  const found: FoundFiles = { lines, links, folders, missing, signatureOf, files: 0 };
  walk(folder, [], found);
  if (found.files === 0) missing.add(join(folder, '*'));
  meet(file, true, found);
  const place = readPlace(folder, file);
  return { fingerprint: hash('sha256', lines.join('\n')), ...place, missing, folders, links, remoteType };
}

/** What `place` of a snapshot is made of. A few calls, however many files there are. */
export function readPlace(folder: string, file: string): Pick<Snapshot, 'place' | 'entries'> {
  const entries = [...entriesAlong(folder), ...entriesAlong(file)];
  const lines = entries.map(({ folder, name, target }) => `${join(folder, name)} ${target ?? ''}`);
  const place = [...lines, tryStat(folder, identityOf), tryStat(file, localSignature)].join('\n');
  return { place, entries };
}

/** `above` holds the identities of the folders that lead here: to meet one of them again is a loop. */
function walk(folder: string, above: readonly string[], found: FoundFiles): void {
  const identity = tryStat(folder, identityOf);
  if (above.includes(identity) || found.folders.size >= mostFolders) {
    found.lines.push(`${folder}\0not entered`);
    return;
  }
  found.folders.set(folder, identity);
  for (const entry of listFolder(folder, found)) {
    if (entry.name.startsWith('.')) continue;
    const path = `${folder}${sep}${entry.name}`;
    if (entry.isSymbolicLink()) found.links.push(path);
    if (meet(path, /\.ya?ml$/i.test(path), found) === 'folder') walk(path, [...above, identity], found);
  }
}

function listFolder(folder: string, found: FoundFiles): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    meetError(folder, error, found);
    return [];
  }
}

/** Of what is not read it counts that it is there: a document may name it. That a log grows is no change. */
function meet(path: string, isRead: boolean, found: FoundFiles): 'folder' | 'other' {
  try {
    const stats = statSync(path);
    if (stats.isDirectory()) return 'folder';
    if (isRead) found.files += 1;
    found.lines.push(`${path}\0${isRead ? found.signatureOf(stats) : stats.mode}`);
  } catch (error) {
    meetError(path, error, found);
  }
  return 'other';
}

function meetError(path: string, error: unknown, found: FoundFiles): void {
  const code = (error as NodeJS.ErrnoException).code!;
  if (code === 'ENOENT' || code === 'ENOTDIR') found.missing.add(path);
  found.lines.push(`${path}\0${code}`);
}

/** The time of the last change tells of permissions too, and of writers that set back the time of the content. */
function localSignature(stats: Stats): string {
  return `${remoteSignature(stats)} ${stats.dev} ${stats.ino}`;
}

/** A network file system may give the same file another number whenever it is asked. */
function remoteSignature({ mode, size, mtimeMs, ctimeMs }: Stats): string {
  return `${mode} ${size} ${mtimeMs} ${ctimeMs}`;
}

/** A folder that is made again may well get the number of the one that was removed, but not its time of birth. */
export function identityOf({ dev, ino, birthtimeMs }: Stats): string {
  return `${dev} ${ino} ${birthtimeMs}`;
}

export function tryStat(path: string, show: (stats: Stats) => string): string {
  try {
    return show(statSync(path));
  } catch (error) {
    return (error as NodeJS.ErrnoException).code!;
  }
}
