import {
  closeSync,
  constants,
  type Dirent,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readSync,
  type Stats,
  statSync,
} from 'node:fs';
import { relative, resolve } from 'node:path';
import type { SourceFile } from '../model/sourceFile.ts';
import { fileProblem, type Problem } from '../problems/problem.ts';
import { notUtf8, otherEnding, sortByName } from './names.io.ts';
import { below, slashed } from './paths.ts';
import {
  danglingLink,
  linkLoop,
  mostBytes,
  type Place,
  rootOf,
  type SourceTree,
  sourceOf,
  tooLarge,
  treeOf,
} from './tree.ts';

/**
 * Reads `syncs/**\/*.yaml`. Whatever cannot be read is a problem, never passed over. `shownAs` is `directory` as the user
 * would write it. Reading is synchronous: 10,000 small files take a third of the time that promises would.
 */
export async function readTree(directory: string, shownAs: string): Promise<SourceTree> {
  const found: Found = { folders: 0, files: [], problems: [], warnings: [] };
  const root = rootOf(directory, shownAs);
  walk({ ...root, top: undefined, above: [] }, found);
  const files: SourceFile[] = [];
  for (const place of found.files) {
    const read = readSource(place);
    if ('code' in read) found.problems.push(read);
    else files.push(read);
  }
  const { problems, warnings } = found;
  return treeOf({ files, problems, warnings }, root.shown);
}

/**
 * A tree that was read before, with these of its files read anew. Undefined where more than their text may be another: one of
 * them is not among its files, is a link or has a second name, or cannot be read.
 */
export function readAgain(
  before: SourceTree,
  paths: Iterable<string>,
  directory: string,
  shownAs: string,
): SourceTree | undefined {
  const root = rootOf(directory, shownAs);
  const files = [...before.files];
  for (const path of paths) {
    const name = slashed(relative(root.path, path));
    const place = childPlace({ ...root, top: undefined }, name);
    const at = files.findIndex((file) => file.path === place.shown);
    if (at === -1 || !hasOneName(path)) return undefined;
    const read = readSource({ ...place, top: files[at]!.folder });
    if ('code' in read) return undefined;
    files[at] = read;
  }
  return treeOf({ ...before, files }, root.shown);
}

function hasOneName(path: string): boolean {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  return stats?.isFile() === true && stats.nlink === 1;
}

/** Reads one file as the files of a tree are read. The problem's code is `file-missing` where there is nothing, not even a link. */
export async function readTextFile(
  path: string,
  shownAs: string,
  most = mostBytes,
): Promise<SourceFile | Problem> {
  return readSource({ path: resolve(path), shown: slashed(shownAs), top: undefined }, most);
}

type Folder = Place & { readonly above: readonly string[] };

type Found = {
  folders: number;
  readonly files: Place[];
  readonly problems: Problem[];
  readonly warnings: Problem[];
};

/** Two links in each folder lead to more folders than could ever be read. */
const mostFolders = 10_000;

/** `above` holds the identities of the folders that lead here: to meet one of them again is a loop. */
function walk(folder: Folder, found: Found): void {
  found.folders += 1;
  if (found.folders > mostFolders) {
    const what = `is one of more than ${mostFolders} folders`;
    if (found.folders === mostFolders + 1)
      found.problems.push(fileProblem(folder.shown, 'too-many-folders', what));
    return;
  }
  const listed = listFolder(folder);
  if ('code' in listed) {
    found.problems.push(listed);
    return;
  }
  const above = [...folder.above, listed.identity];
  const { named, misnamed } = sortByName(folder.path, listed.entries);
  found.problems.push(...misnamed.map((name) => notUtf8(childPlace(folder, name).shown)));
  for (const entry of named) {
    if (entry.name.startsWith('.')) continue;
    const place = childPlace(folder, entry.name);
    const kind = kindOf(entry, place);
    if (typeof kind !== 'string') found.problems.push(kind);
    else if (kind === 'folder') {
      const top = folder.above.length === 0 ? entry.name : folder.top;
      walk({ ...place, top, above }, found);
    } else if (entry.name.endsWith('.yaml')) {
      if (kind === 'file') found.files.push({ ...place, directory: folder.path });
      else found.problems.push(notAFile(place));
    } else if (/\.ya?ml$/i.test(entry.name)) found.warnings.push(otherEnding(place.shown));
  }
}

function childPlace({ path, shown, top }: Place, name: string): Place {
  return { path: below(path, name), shown: below(shown, name), top };
}

function listFolder(folder: Folder): { entries: readonly Dirent[]; identity: string } | Problem {
  try {
    const { dev, ino } = statSync(folder.path, { bigint: true }); // those of Windows are longer than a number
    const identity = `${dev}:${ino}`;
    if (folder.above.includes(identity)) return linkLoop(folder);
    return { entries: readdirSync(folder.path, { withFileTypes: true }), identity };
  } catch (error) {
    return unreadable(folder, error, folder.above.length === 0 ? 'folder' : 'file');
  }
}

type Kind = 'file' | 'folder' | 'other';

/** Links are followed, since what Kubernetes mounts is made of them. */
function kindOf(entry: Dirent, place: Place): Kind | Problem {
  if (!entry.isSymbolicLink()) return kindOfStats(entry);
  try {
    return kindOfStats(statSync(place.path));
  } catch (error) {
    return unreadable(place, error, 'file');
  }
}

function kindOfStats(stats: Pick<Stats, 'isFile' | 'isDirectory'>): Kind {
  if (stats.isFile()) return 'file';
  return stats.isDirectory() ? 'folder' : 'other';
}

function notAFile(place: Place): Problem {
  return fileProblem(place.shown, 'not-a-file', 'is not a regular file');
}

function readSource(place: Place, most = mostBytes): SourceFile | Problem {
  const bytes = readBytes(place, most);
  if ('code' in bytes) return bytes;
  return sourceOf(place, bytes);
}

/** Opened without waiting, in case a pipe has taken the file's place since it was listed. */
function readBytes(place: Place, most: number): Buffer | Problem {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(place.path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const stats = fstatSync(descriptor);
    if (!stats.isFile()) return notAFile(place);
    return (stats.size > most ? undefined : readAll(descriptor, stats.size, most)) ?? tooLarge(place, most);
  } catch (error) {
    return unreadable(place, error, 'file');
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/**
 * Up to where the file ends, whatever its size is said to be: procfs and some mounts say 0, and a file may grow meanwhile.
 * It ends where there is no more, or where its size is when more was asked for. Undefined where it has more than the limit.
 */
function readAll(descriptor: number, size: number, most: number): Buffer | undefined {
  let bytes = Buffer.allocUnsafe(size + 1);
  let length = 0;
  for (;;) {
    const read = readSync(descriptor, bytes, length, bytes.length - length, null);
    if (read === 0) return bytes.subarray(0, length);
    length += read;
    if (length > most) return undefined;
    if (length === size) return bytes.subarray(0, length);
    if (length === bytes.length) bytes = Buffer.concat([bytes], Math.max(2 * length, 16_384));
  }
}

function unreadable(place: Place, error: unknown, what: 'file' | 'folder'): Problem {
  const { code } = error as NodeJS.ErrnoException;
  if (what === 'file' && code === 'ENOENT' && isLink(place)) return danglingLink(place);
  const isMissing = code === 'ENOENT' || code === 'ENOTDIR';
  return fileProblem(place.shown, isMissing ? `${what}-missing` : `${what}-unreadable`, reasonOf(error));
}

function isLink({ path }: Place): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
}

/** What is wrong with a file, in words that go after its name. */
export function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return (code && reasons[code]) ?? `cannot be read (${code ?? message})`;
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  ENOTDIR: 'is not a folder',
  EISDIR: 'is a folder',
  EACCES: 'may not be read: permission denied',
  EPERM: 'may not be read: permission denied',
  ELOOP: 'is a link that leads to itself',
  ENXIO: 'is not a regular file',
};
