import { lstatSync, readlinkSync, type Stats } from 'node:fs';
import { dirname, join, parse, resolve, sep } from 'node:path';

/** What decides where paths lead: by path without links, which folder lies there, where a link there leads, or what is wrong. */
export type Steps = Map<string, string>;

const linkMark = '→';

/** As many as Linux follows. */
const mostLinks = 40;

/**
 * Adds what decides where a path leads, links followed, as far as anything is there. Says which folder it leads to, or lies in
 * where it leads to a file.
 */
export function goAlong(path: string, way: Steps): string {
  const names = namesOf(resolve(path));
  let folder = parse(resolve(path)).root;
  for (let links = 0; names.length > 0 && links <= mostLinks; ) {
    const name = names.shift()!;
    const next = name === '..' ? dirname(folder) : join(folder, name);
    const step = way.get(next) ?? stepAt(next);
    if (step === undefined) break;
    way.set(next, step);
    if (step.startsWith(linkMark)) {
      const target = step.slice(linkMark.length);
      links += 1;
      names.unshift(...namesOf(target));
      folder = parse(target).root || folder;
    } else if (step.includes(' ')) folder = next;
    else break;
  }
  return folder;
}

/** Whether each step is as it was, so that all paths lead where they led. */
export function isUnchanged(way: ReadonlyMap<string, string>): boolean {
  for (const [path, step] of way) if (stepAt(path) !== step) return false;
  return true;
}

/** A folder that is made again may well get the number of the one that was removed, but not its time of birth. */
export function identityOf({ dev, ino, birthtimeMs, mode, uid, gid }: Stats): string {
  return [dev, ino, birthtimeMs, mode, uid, gid].join(' ');
}

function namesOf(path: string): string[] {
  const names = path.slice(parse(path).root.length).split(sep);
  return names.filter((name) => name !== '' && name !== '.');
}

/** Undefined for a file: its folder tells of it. */
function stepAt(path: string): string | undefined {
  return orCode(() => {
    const stats = lstatSync(path);
    if (stats.isSymbolicLink()) return `${linkMark}${readlinkSync(path)}`;
    return stats.isDirectory() ? identityOf(stats) : undefined;
  });
}

/** What a call gives, or the code of what is wrong. */
export function orCode<T>(call: () => T): T | string {
  try {
    return call();
  } catch (error) {
    return (error as NodeJS.ErrnoException).code!;
  }
}
