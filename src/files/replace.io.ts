import { hash, randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { access, type FileHandle, open, readFile, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Code } from '../problems/codes.ts';
import { fileProblem, type Problem } from '../problems/problem.ts';
import { persistently } from './persistently.io.ts';
import { mostBytes } from './tree.ts';

/** A file's new text. `hash` is that of the bytes it was made from, `shownAs` what the user calls the file. */
export type Replacement = {
  readonly path: string;
  readonly shownAs: string;
  readonly hash: string;
  readonly text: string;
};

export type Replaced = { readonly written: readonly string[]; readonly problems: readonly Problem[] };

/**
 * Puts new text into files: each at once or not at all, and into none where one of them cannot be written or has changed
 * since it was read. A link stays a link; mode, owner and byte order mark stay.
 */
export async function replaceFiles(replacements: readonly Replacement[]): Promise<Replaced> {
  const drafts: UnrenamedFile[] = [];
  const problems: Problem[] = [];
  const written: string[] = [];
  try {
    for (const one of replacements) {
      const problem = await attempt(one, async () => void drafts.push(await draft(one)));
      if (problem) problems.push(problem);
    }
    if (problems.length > 0) return { written, problems };
    for (const one of drafts) {
      const problem = await attempt(one.replacement, () => put(one));
      if (problem) return { written, problems: [problem] };
      written.push(one.replacement.shownAs);
    }
    return { written, problems };
  } finally {
    await Promise.all(drafts.map(({ path }) => persistently(() => rm(path, { force: true }))));
  }
}

/** The new file, complete on disk beside the old one under a name that nobody reads. */
type UnrenamedFile = { readonly replacement: Replacement; readonly target: string; readonly path: string };

async function draft(replacement: Replacement): Promise<UnrenamedFile> {
  const target = await realpath(replacement.path);
  await access(target, constants.W_OK);
  const before = await unchanged(target, replacement);
  const bytes = Buffer.from(`${hasMark(before) ? '\ufeff' : ''}${replacement.text}`);
  if (bytes.length > mostBytes) throw new Refused('too-large', 'would be larger than 10 MB, the limit');
  const path = join(dirname(target), `.${basename(target).slice(0, 100)}.${randomUUID()}.tmp`);
  const file = await open(path, 'wx', 0o600);
  try {
    await fill(file, bytes, target);
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  } finally {
    await file.close();
  }
  return { replacement, target, path };
}

function hasMark(bytes: Buffer): boolean {
  return bytes.subarray(0, 3).equals(Buffer.from('\ufeff'));
}

async function fill(file: FileHandle, bytes: Buffer, target: string): Promise<void> {
  const { mode, uid, gid } = await stat(target);
  const own = await file.stat();
  await file.writeFile(bytes);
  // Only root may give a file away; for all others a file of their own is as good.
  if (own.uid !== uid || own.gid !== gid) await file.chown(uid, gid).catch(() => undefined);
  await file.chmod(mode & 0o7777);
  await file.sync();
}

async function put({ replacement, target, path }: UnrenamedFile): Promise<void> {
  await persistently(async () => {
    await unchanged(target, replacement);
    await rename(path, target);
  });
}

async function unchanged(target: string, { hash: expected }: Replacement): Promise<Buffer> {
  const bytes = await readFile(target);
  if (hash('sha256', bytes) === expected) return bytes;
  throw new Refused('file-changed', 'has changed since it was read, and is not written', 'run it again');
}

/** A reason to leave a file alone, in words that go after its name. */
class Refused extends Error {
  readonly code: Code;
  readonly hint: string | undefined;

  constructor(code: Code, message: string, hint?: string) {
    super(message);
    this.code = code;
    this.hint = hint;
  }
}

async function attempt({ shownAs }: Replacement, act: () => Promise<void>): Promise<Problem | undefined> {
  try {
    await act();
    return undefined;
  } catch (error) {
    if (error instanceof Refused) return fileProblem(shownAs, error.code, error.message, error.hint);
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    const why = reasons[code] ?? `${code}: ${message}`;
    return fileProblem(shownAs, 'not-written', `cannot be written: ${why}`);
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'it is gone',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
};

/** For each of these paths the file's own one, whichever links lead to it; a path that leads nowhere stands for itself. */
export async function realPathsOf(paths: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const real = (path: string) => realpath(path).catch(() => path);
  return new Map(await Promise.all(paths.map(async (path) => [path, await real(path)] as const)));
}
