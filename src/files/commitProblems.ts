import type { Problem } from '../problems/problem.ts';

/** `isShallow`: the clone has only the last commits of the history. */
export function missingCommit(revision: string, isShallow: boolean): Problem {
  const message = `--base: there is no commit \`${revision}\` in this clone`;
  return { code: 'unknown-commit', message, ...(isShallow && { hint: howToFetch(revision) }) };
}

function howToFetch(revision: string): string {
  const start = 'the clone is shallow, so fetch it first: ';
  const name = revision.replace(/^(?:refs\/)?(?:remotes\/)?origin\//, '');
  if (/^[0-9a-f]{40,64}$/.test(name)) return `${start}git fetch --depth=1 origin ${name}`;
  const isBranch = /^[A-Za-z0-9][\w./-]*$/.test(name) && name !== 'HEAD' && !/^[0-9a-f]{4,39}$/.test(name);
  if (!isBranch) return `${start}git fetch --unshallow`;
  return `${start}git fetch --depth=1 origin ${name}, and then --base FETCH_HEAD`;
}

/** `said` is why, in git's own words; `isMissing` where there is no git at all. */
export function noGit(
  revision: string,
  folder: string,
  { message: said, isMissing }: { readonly message: string; readonly isMissing: boolean },
): Problem {
  if (isMissing) {
    return { code: 'git', message: '--base needs git, and there is none here', hint: 'install git' };
  }
  const message = `--base: git cannot read ${folder} at \`${revision}\`: ${said}`;
  const [, owned] = /dubious ownership in repository at '([^']+)'/.exec(said) ?? [];
  if (owned === undefined) return { code: 'git', message };
  const hint = `it belongs to another user; if you trust it: git config --global --add safe.directory ${owned}`;
  return { code: 'git', message, hint };
}
