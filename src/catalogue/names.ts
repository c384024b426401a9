import { foldedName, isForEverySystem } from '../files/paths.ts';
import { fileProblem, type Problem } from '../problems/problem.ts';

/**
 * Warns of names that another system cannot check out, so that the same commit would be another tree there: those that
 * Windows refuses, and those that it and macOS take for one. `paths` are files with slashes, and `root` is what they lie in.
 */
export function namesNotForAll(paths: readonly string[], root: string): readonly Problem[] {
  if (paths.every((path) => isPlain(path.slice(root.length)))) return [];
  const warnings: Problem[] = [];
  const known = new Map<string, string>();
  for (const place of waysTo(paths, root)) {
    const start = place.lastIndexOf('/') + 1;
    const name = place.slice(start);
    if (!isForEverySystem(name)) warnings.push(warning(place, 'has a name that Windows refuses'));
    // Only the last name is folded: of two folders that are one elsewhere, the folders are told of and not all that they hold.
    const key = place.slice(0, start) + foldedName(name);
    const other = known.get(key);
    if (other === undefined) known.set(key, place);
    else warnings.push(warning(place, `has the name of ${other} on Windows and macOS`));
  }
  return warnings;
}

/** Most trees have nothing else, and are not looked at twice: small letters, and no name that begins like a device's. */
function isPlain(way: string): boolean {
  return /^[a-z\d._/-]*$/.test(way) && !/(?:^|\/)(?:con|prn|aux|nul|com|lpt)|\.(?:\/|$)/.test(way);
}

/** Each file and each folder on the way to one, once. */
function waysTo(paths: readonly string[], root: string): ReadonlySet<string> {
  const ways = new Set<string>();
  for (const path of paths)
    for (
      let at = path;
      at.length > root.length && !ways.has(at);
      at = at.slice(0, Math.max(0, at.lastIndexOf('/')))
    )
      ways.add(at);
  return ways;
}

function warning(place: string, what: string): Problem {
  return fileProblem(
    place,
    'name-elsewhere',
    what,
    'rename it, so that a checkout is the same on every system',
  );
}
