import { isUtf8 } from 'node:buffer';
import { type Dirent, readdirSync } from 'node:fs';
import { fileProblem, type Problem } from '../problems/problem.ts';

/**
 * What a folder holds, and apart from it the names that are not UTF-8, each stray byte as `\xff`: Node puts U+FFFD in their
 * place, and what is called so cannot be opened. Bytes are looked at only where a name is doubtful. A file that is none of
 * those that are read may be called as it likes.
 */
export function sortByName(folder: string, entries: readonly Dirent[]) {
  if (!entries.some(({ name }) => name.includes('\ufffd'))) return { named: entries, misnamed: [] };
  const all = readdirSync(folder, { encoding: 'buffer' });
  const stray = new Map(
    all.filter((name) => !isUtf8(name)).map((name) => [name.toString(), spelledOut(name)]),
  );
  return {
    named: entries.filter(({ name }) => !stray.has(name)),
    misnamed: [...new Set(entries.filter(mayMatter).flatMap(({ name }) => stray.get(name) ?? []))],
  };
}

function mayMatter(entry: Dirent): boolean {
  return !entry.name.startsWith('.') && (!entry.isFile() || entry.name.endsWith('.yaml'));
}

/** Runs of bytes that are UTF-8 stay text. */
export function spelledOut(name: Buffer): string {
  let text = '';
  for (let at = 0; at < name.length; ) {
    const length = [1, 2, 3, 4].find(
      (bytes) => at + bytes <= name.length && isUtf8(name.subarray(at, at + bytes)),
    );
    text += length ? name.toString('utf8', at, at + length) : `\\x${name[at]!.toString(16)}`;
    at += length ?? 1;
  }
  return text;
}

export function notUtf8(shown: string): Problem {
  return fileProblem(
    shown,
    'file-name',
    'has a name that is not UTF-8',
    'rename it: \\x stands for a stray byte',
  );
}

export function otherEnding(shown: string): Problem {
  const what = 'is not read: only .yaml files are';
  return fileProblem(shown, 'other-ending', what, 'rename it to end in .yaml');
}
