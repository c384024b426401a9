import { execFile } from 'node:child_process';
import { readlink } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * What names the state of a folder: the git commit it is checked out at, else SOLLIST_REVISION, else the name of what the
 * folder is a link to, or of git-sync's worktree that it lies in, which bears the commit's name, else null.
 */
export async function readRevision(folder: string, variable: string | undefined): Promise<string | null> {
  return (
    (await gitCommit(folder)) ??
    (variable || null) ??
    (await linkTarget(folder)) ??
    (await worktree(resolve(folder)))
  );
}

async function gitCommit(folder: string): Promise<string | null> {
  try {
    const { stdout } = await run('git', ['-C', folder, 'rev-parse', '--verify', 'HEAD'], { timeout: 5_000 });
    return stdout.trim() || null;
  } catch {
    return null; // no git, no repository, no commit: the next source is asked
  }
}

async function linkTarget(folder: string): Promise<string | null> {
  return readlink(folder)
    .then((target) => basename(target))
    .catch(() => null);
}

/** Links above the folder that lead to anything else say nothing of its revision. */
const commitName = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;

async function worktree(folder: string): Promise<string | null> {
  const target = await linkTarget(folder);
  if (target !== null && commitName.test(target)) return target;
  const above = dirname(folder);
  return above === folder ? null : worktree(above);
}
