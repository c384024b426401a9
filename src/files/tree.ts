import { hash } from 'node:crypto';
import { dirname, resolve } from 'node:path';
import { withoutEnd } from '../base/text/characters.ts';
import type { SourceFile } from '../model/sourceFile.ts';
import { fileProblem, type Problem } from '../problems/problem.ts';
import { decode } from './decode.ts';
import { slashed } from './paths.ts';

/** The whole folder at one moment. `hash` covers the relative paths and the bytes of all files: the plan's `treeHash`. */
export type SourceTree = {
  readonly files: readonly SourceFile[];
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
  readonly hash: string;
};

/** Where something lies, and what the user calls it. `top` is the folder directly below the root that holds it. */
export type Place = {
  readonly path: string;
  readonly shown: string;
  readonly top: string | undefined;
  /** The folder of a file, as one text for all that lie in it: one that is cut out of a path keeps the whole path alive. */
  readonly directory?: string;
};

/** Where a folder lies that is read whole. `shownAs` is `directory` as the user would write it. */
export function rootOf(directory: string, shownAs: string): Pick<Place, 'path' | 'shown'> {
  return { path: resolve(directory), shown: withoutEnd(slashed(shownAs), '/') };
}

/** What was found in a folder, in the order of the names. `shownRoot` is what the user calls the folder. */
export function treeOf(found: Omit<SourceTree, 'hash'>, shownRoot: string): SourceTree {
  const files = [...found.files].sort((a, b) => (a.path < b.path ? -1 : 1));
  const problems = [...found.problems].sort(byFile);
  const warnings = [...found.warnings].sort(byFile);
  return { files, problems, warnings, hash: hashOf(files, problems, shownRoot) };
}

function byFile(a: Problem, b: Problem): number {
  return a.origin!.file < b.origin!.file ? -1 : 1;
}

/** What could not be read counts too, by what is wrong with it: to mend or to remove it makes another tree. */
function hashOf(files: readonly SourceFile[], problems: readonly Problem[], shownRoot: string): string {
  const prefix = shownRoot === '' ? 0 : shownRoot.length + 1;
  const lines = [
    ...files.map((file) => `${file.path.slice(prefix)}\0${file.hash}\n`),
    ...problems.map(({ origin, code }) => `${origin!.file.slice(prefix)}\0${code}\n`),
  ];
  return `sha256:${hash('sha256', lines.join(''))}`;
}

/** A file by its bytes, or why they are no text. */
export function sourceOf(place: Place, bytes: Buffer): SourceFile | Problem {
  const { path, shown, top, directory = dirname(path) } = place;
  const text = decode(bytes);
  if (!text.ok) {
    const { line, column, message, hint } = text.why;
    return { code: 'encoding', message, hint, origin: { file: shown, line, column } };
  }
  return { path: shown, folder: top, directory, text: text.value, hash: hash('sha256', bytes) };
}

/** What a file of the desired state may have (the contract). */
export const mostBytes = 10_000_000;

export function tooLarge({ shown }: Place, most = mostBytes): Problem {
  return fileProblem(shown, 'too-large', `is larger than ${Math.floor(most / 1e6)} MB, the limit`);
}

export function linkLoop({ shown }: Pick<Place, 'shown'>): Problem {
  return fileProblem(shown, 'link-loop', 'leads back to a folder that holds it');
}

export function danglingLink({ shown }: Pick<Place, 'shown'>, what = 'is a link to nothing'): Problem {
  return fileProblem(shown, 'dangling-link', what);
}
