import { looksOf, unseenDifference } from './text/characters.ts';
import { listed } from './text/words.ts';

/** Of a longer one nobody finds the slip by a hint, and the time that it takes grows with the square of it. */
const longestName = 200;

/** The candidate that was probably meant, or undefined where none is near: at most a third of the letters may be off. */
export function nearest(wanted: string, candidates: readonly string[]): string | undefined {
  if (wanted.length > longestName) return undefined;
  const [looks, isPlain] = [looksOf(wanted), isAscii(wanted)];
  // Of two plain names that are not equally long nobody takes one for the other.
  const mayLook = (one: string) => one.length === wanted.length || !isPlain || !isAscii(one);
  return (
    candidates.find((one) => mayLook(one) && looksOf(one) === looks) ?? nearestByLetters(wanted, candidates)
  );
}

function isAscii(text: string): boolean {
  return /^[ -~]*$/.test(text);
}

function nearestByLetters(wanted: string, candidates: readonly string[]): string | undefined {
  const folded = wanted.toLowerCase();
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(wanted.length / 3)) + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - wanted.length) >= bestDistance) continue;
    const distance = editDistance(folded, candidate.toLowerCase());
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

/** Letters to insert, delete, replace or swap with their neighbour (optimal string alignment). */
function editDistance(a: string, b: string): number {
  let [beforeLast, last] = [[] as number[], Array.from({ length: b.length + 1 }, (_, index) => index)];
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      let least = Math.min(last[column]! + 1, current[column - 1]! + 1, last[column - 1]! + (same ? 0 : 1));
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (swapped) least = Math.min(least, beforeLast[column - 2]! + 1);
      current.push(least);
    }
    [beforeLast, last] = [last, current];
  }
  return last[b.length]!;
}

/** "did you mean …" where a candidate is near; what nobody can see of the difference is spelled out. */
export function didYouMean(wanted: string, candidates: readonly string[]): string | undefined {
  const near = nearest(wanted, candidates);
  if (near === undefined) return undefined;
  const unseen = unseenDifference(wanted, near);
  return `did you mean \`${near}\`?${unseen === undefined ? '' : ` (${unseen})`}`;
}

/** "did you mean …" where a candidate is near, else the candidates. */
export function suggest(wanted: string, candidates: readonly string[]): string {
  const meant = didYouMean(wanted, candidates);
  if (meant !== undefined) return meant;
  return candidates.length > 0 ? `there is ${list(candidates)}` : 'there is none';
}

export function list(names: readonly string[]): string {
  return listed(
    names.map((name) => `\`${name}\``),
    12,
  );
}
