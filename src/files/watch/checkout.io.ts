import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** Whether git is at work in the tree that holds the folder: it keeps `index.lock` until all files are in place. */
export function isBeingCheckedOut(folder: string): boolean {
  try {
    const gitFolder = gitFolderAbove(realpathSync(folder));
    return gitFolder !== undefined && existsSync(join(gitFolder, 'index.lock'));
  } catch {
    return false;
  }
}

function gitFolderAbove(folder: string): string | undefined {
  const path = join(folder, '.git');
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats?.isDirectory()) return path;
  if (stats?.isFile()) return gitFolderNamedIn(path);
  const above = dirname(folder);
  return above === folder ? undefined : gitFolderAbove(above);
}

/** In a worktree, as git-sync makes them, `.git` is a file that says where the rest lies. */
function gitFolderNamedIn(path: string): string | undefined {
  const named = /^gitdir: (.+)$/m.exec(readFileSync(path, 'utf8'))?.[1];
  return named === undefined ? undefined : resolve(dirname(path), named);
}
