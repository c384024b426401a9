import { isUtf8 } from 'node:buffer';
import { failed, ok, type Result } from '../base/result.ts';
import type { SourceFile } from '../model/sourceFile.ts';
import { fileProblem, type Problem } from '../problems/problem.ts';
import { missingCommit, noGit } from './commitProblems.ts';
import { type Git, GitFailure } from './git.io.ts';
import { notUtf8, spelledOut } from './names.io.ts';
import { below } from './paths.ts';
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

/** A folder as it is at a commit. `commit` is its full name. */
export type CommitTree = { readonly commit: string; readonly tree: SourceTree };

/**
 * Reads `directory` as it is at the commit that `revision` names, as `readTree` reads it from disk: nothing is checked out
 * or written. A folder that is not there yet is empty. Links are followed as far as the repository goes.
 */
export async function readTreeAt(
  revision: string,
  directory: string,
  shownAs: string,
  git: Git,
): Promise<Result<CommitTree, Problem>> {
  try {
    const found = await findCommit(revision, directory, git);
    if (!found) return failed(missingCommit(revision, await isShallow(directory, git)));
    const root = rootOf(directory, shownAs);
    const reading: TreeReading = { ...found, directory, git, root, files: [], problems: [] };
    if (found.tree !== undefined)
      await readFolders([{ tree: found.tree, path: '', above: [found.tree] }], reading, 0);
    const { files, problems } = reading;
    return ok({ commit: found.commit, tree: treeOf({ files, problems, warnings: [] }, root.shown) });
  } catch (error) {
    if (error instanceof GitFailure) return failed(noGit(revision, shownAs, error));
    throw error;
  }
}

type FoundCommit = { readonly commit: string; readonly tree: string | undefined };

/** What a revision is called reaches git as input, where nothing can be taken for an option. */
async function findCommit(revision: string, directory: string, git: Git): Promise<FoundCommit | undefined> {
  if (/[\0-\x1f\x7f]/.test(revision)) return undefined;
  const asked = [`${revision}^{commit}`, `${revision}^{commit}:./`];
  const said = await git(directory, ['cat-file', '--batch-check'], lines(asked));
  const [commit, tree] = said
    .toString()
    .split('\n')
    .map((line) => /^([0-9a-f]+) (commit|tree) \d+$/.exec(line)?.[1]);
  return commit === undefined ? undefined : { commit, tree };
}

async function isShallow(directory: string, git: Git): Promise<boolean> {
  const said = await git(directory, ['rev-parse', '--is-shallow-repository']);
  return said.toString().trim() === 'true';
}

type TreeReading = {
  readonly commit: string;
  readonly directory: string;
  readonly git: Git;
  readonly root: { readonly path: string; readonly shown: string };
  readonly files: SourceFile[];
  readonly problems: Problem[];
};

/** `path` is that from the root, with a slash at its end; `above` are the trees that links have led to on the way. */
type TreeFolder = { readonly tree: string; readonly path: string; readonly above: readonly string[] };

/** As many folders that links lead to are read. */
const mostFolders = 500;

/** All files of some folders at once, then those of the folders that links in them lead to. */
async function readFolders(
  folders: readonly TreeFolder[],
  reading: TreeReading,
  before: number,
): Promise<void> {
  if (before + folders.length > mostFolders) {
    const what = `is one of more than ${mostFolders} folders that links lead to`;
    reading.problems.push(fileProblem(placeOf(folders[0]!.path, reading).shown, 'too-many-folders', what));
    return;
  }
  const wanted: WantedObject[] = [];
  for (const folder of folders) wanted.push(...(await listFolder(folder, reading)));
  if (wanted.length === 0) return;
  const said = await reading.git(
    reading.directory,
    ['cat-file', '--batch', '--follow-symlinks'],
    lines(wanted.map(({ object }) => object)),
  );
  const linked = answersIn(said, wanted.length).flatMap((answer, index) =>
    keep(answer, wanted[index]!, reading),
  );
  if (linked.length > 0) await readFolders(linked, reading, before + folders.length);
}

/** What git is asked for: a file by its object, a link by its path, so that git follows it. */
type WantedObject = { readonly object: string; readonly path: string; readonly folder: TreeFolder };

async function listFolder(folder: TreeFolder, reading: TreeReading): Promise<readonly WantedObject[]> {
  const said = await reading.git(reading.directory, ['ls-tree', '-r', '-z', '--full-tree', folder.tree]);
  // A name may have any bytes, which latin1 keeps one for one.
  const listed = said.toString('latin1').split('\0').slice(0, -1);
  return listed.flatMap((line) => {
    const tab = line.indexOf('\t');
    const [mode, , object] = line.slice(0, tab).split(' ');
    const name = Buffer.from(line.slice(tab + 1), 'latin1');
    const path = folder.path + name.toString();
    const isOrdinary = mode === '100644' || mode === '100755';
    if (isHidden(path) || (isOrdinary && !path.endsWith('.yaml'))) return [];
    const { shown } = placeOf(folder.path + spelledOut(name), reading);
    if (!isUtf8(name) || path.includes('\n')) reading.problems.push(notUtf8(shown));
    else if (mode === '160000') reading.problems.push(submodule(shown));
    else if (mode === '120000') return [{ object: `${reading.commit}:./${path}`, path, folder }];
    else return [{ object: object!, path, folder }];
    return [];
  });
}

function isHidden(path: string): boolean {
  return path.startsWith('.') || path.includes('/.');
}

function submodule(shown: string): Problem {
  return fileProblem(shown, 'folder-unreadable', 'is a submodule, whose files this repository does not hold');
}

/** What `git cat-file --batch --follow-symlinks` answers to one line. */
type ObjectAnswer =
  | { readonly kind: 'blob'; readonly bytes: Buffer }
  | { readonly kind: 'tree'; readonly object: string }
  /** A link leads out of the repository, or to nothing, or in a circle. */
  | { readonly kind: 'outside' | 'dangling' | 'missing' };

/** Its answers to so many lines, in their order. */
function answersIn(said: Buffer, count: number): readonly ObjectAnswer[] {
  let at = 0;
  return Array.from({ length: count }, () => {
    const end = said.indexOf('\n', at);
    const head = said.toString('utf8', at, end);
    const [, what, size] = /^([0-9a-f]+ (?:blob|tree)|dangling|loop|notdir|symlink) (\d+)$/.exec(head) ?? [];
    at = end + 1;
    if (what === undefined) return { kind: 'missing' };
    const bytes = said.subarray(at, at + Number(size));
    at += Number(size) + 1;
    if (what.endsWith(' blob')) return { kind: 'blob', bytes };
    if (what.endsWith(' tree')) return { kind: 'tree', object: what.slice(0, -' tree'.length) };
    return { kind: what === 'symlink' ? 'outside' : 'dangling' };
  });
}

/** Keeps what came back. Gives the folder that a link leads to. */
function keep(
  answer: ObjectAnswer,
  { path, folder }: WantedObject,
  reading: TreeReading,
): readonly TreeFolder[] {
  const place = placeOf(path, reading);
  const isNamed = path.endsWith('.yaml');
  switch (answer.kind) {
    case 'tree':
      if (!folder.above.includes(answer.object))
        return [{ tree: answer.object, path: `${path}/`, above: [...folder.above, answer.object] }];
      reading.problems.push(linkLoop(place));
      break;
    case 'blob':
      if (isNamed) addFile(place, answer.bytes, reading);
      break;
    case 'missing':
      throw new GitFailure(`${place.shown} is not in this clone`);
    case 'outside':
      reading.problems.push(danglingLink(place, 'is a link that leads out of the repository'));
      break;
    case 'dangling':
      reading.problems.push(danglingLink(place));
      break;
  }
  return [];
}

function addFile(place: Place, bytes: Buffer, { files, problems }: TreeReading): void {
  const read = bytes.length > mostBytes ? tooLarge(place) : sourceOf(place, bytes);
  if ('code' in read) problems.push(read);
  else files.push(read);
}

function placeOf(path: string, { root }: TreeReading): Place {
  const slash = path.indexOf('/');
  const top = slash === -1 ? undefined : path.slice(0, slash);
  return { path: below(root.path, path), shown: below(root.shown, path), top };
}

function lines(texts: readonly string[]): string {
  return texts.map((text) => `${text}\n`).join('');
}
