import { execFileSync } from 'node:child_process';

/** Makes a repository of a folder and commits all of it; gives the commit. */
export function commitAll(folder: string, { author = 't', subject = 'state' } = {}): string {
  const git = (...args: string[]) =>
    execFileSync(
      'git',
      ['-C', folder, '-c', `user.name=${author}`, '-c', 'user.email=t@example.com', ...args],
      {
        env: { PATH: process.env.PATH ?? '', HOME: folder, GIT_CONFIG_NOSYSTEM: '1' },
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
  git('init', '--quiet');
  git('add', '-A');
  git('commit', '--quiet', '--message', subject);
  return git('rev-parse', 'HEAD').trim();
}
