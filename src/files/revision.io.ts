import { execFile } from 'node:child_process';
import { readlink } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { promisify } from 'node:util';
import { dirty, type Revision } from './revision.ts';

const run = promisify(execFile);

/** The folder of the documents, the file of the settings, and the variables of the process. */
export type RevisionOf = {
  readonly syncs: string;
  readonly config: string;
  readonly env: Readonly<Record<string, string | undefined>>;
};

/**
 * What names the state of a folder: the git commit it is checked out at, else SOLLIST_REVISION, else the name of what the
 * folder is a link to, or of git-sync's worktree that it lies in, which bears the commit's name, else null.
 */
export async function readRevision({ syncs, config, env }: RevisionOf): Promise<Revision> {
  const commit = await gitCommit(syncs, config, env);
  if (commit) return commit;
  const revision = env.SOLLIST_REVISION || (await linkTarget(syncs)) || (await worktree(resolve(syncs)));
  return { revision };
}

type Git = (folder: string, ...args: readonly string[]) => Promise<string>;

/** Undefined where there is no git, no repository or no commit: the next source is asked. */
async function gitCommit(
  syncs: string,
  config: string,
  env: RevisionOf['env'],
): Promise<Revision | undefined> {
  const git = createGit(env);
  const [shown, ...changes] = await Promise.all([
    git(syncs, 'log', '-1', '--no-show-signature', '--format=%H%x00%an%x00%s').catch(() => undefined),
    git(syncs, 'status', '--porcelain', '--untracked-files=normal', '--', '.').catch(() => 'unknown'),
    // The settings may well lie in another repository, or in none.
    git(dirname(config), 'status', '--porcelain', '--untracked-files=no', '--', basename(config)).catch(
      () => '',
    ),
  ]);
  const [hash, author, subject] = shown?.trim().split('\0') ?? [];
  if (!hash || author === undefined || subject === undefined) return undefined;
  const revision = changes.every((text) => text === '') ? hash : dirty(hash);
  return { revision, commit: { author, subject } };
}

/** Variables that may name another repository, as those of a hook do. Those that only configure git are the user's. */
const elsewhere = /^GIT_(?!CONFIG_(?:COUNT|(?:KEY|VALUE)_\d+|GLOBAL|SYSTEM|NOSYSTEM)$)/i;

/**
 * Git for the repository that a folder lies in, whatever the variables say. It takes no lock, and starts no program that
 * the repository names.
 */
function createGit(env: RevisionOf['env']): Git {
  const others = Object.entries(env).filter(([name]) => !elsewhere.test(name));
  const options = {
    env: { ...Object.fromEntries(others), GIT_OPTIONAL_LOCKS: '0' },
    timeout: 5_000,
    maxBuffer: 64_000_000,
  };
  const quiet = ['-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null'];
  return async (folder, ...args) => (await run('git', ['-C', folder, ...quiet, ...args], options)).stdout;
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
