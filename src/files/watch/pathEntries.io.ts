import { lstatSync, readlinkSync } from 'node:fs';
import { dirname, join, parse, resolve, sep } from 'node:path';

/** An entry that decides where a path leads: `name` in `folder`, and what it says where it is a link. */
export type PathEntry = {
  readonly folder: string;
  readonly name: string;
  readonly target: string | undefined;
};

/** As many as Linux follows. */
const mostLinks = 40;

export type ReadEntry = (folder: string, name: string) => PathEntry | undefined;

/**
 * Each entry along a path, links followed. The first one that is not there ends it, and counts too. `from` is
 * where the path begins, itself free of links; the root where there is none.
 */
export function entriesAlong(
  path: string,
  from = parse(resolve(path)).root,
  readEntry: ReadEntry = readEntryOf,
): readonly PathEntry[] {
  const entries: PathEntry[] = [];
  const names = namesOf(path);
  let folder = from;
  let links = 0;
  while (names.length > 0 && links <= mostLinks) {
    const name = names.shift()!;
    if (name === '..') {
      folder = dirname(folder);
      continue;
    }
    const entry = readEntry(folder, name);
    entries.push(entry ?? { folder, name, target: undefined });
    if (!entry) break;
    if (entry.target === undefined) folder = join(folder, name);
    else {
      links += 1;
      names.unshift(...namesOf(entry.target));
      folder = parse(entry.target).root || folder;
    }
  }
  return entries;
}

function namesOf(path: string): string[] {
  const names = path.slice(parse(path).root.length).split(sep);
  return names.filter((name) => name !== '' && name !== '.');
}

function readEntryOf(folder: string, name: string): PathEntry | undefined {
  const path = join(folder, name);
  try {
    const target = lstatSync(path).isSymbolicLink() ? readlinkSync(path) : undefined;
    return { folder, name, target };
  } catch {
    return undefined;
  }
}

/** Reads each entry once only: many links share most of their path. */
export function createReadOnce(): ReadEntry {
  const seen = new Map<string, PathEntry | undefined>();
  return (folder, name) => {
    const path = join(folder, name);
    if (!seen.has(path)) seen.set(path, readEntryOf(folder, name));
    return seen.get(path);
  };
}
