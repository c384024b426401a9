import type { ExecFileException } from 'node:child_process';

/** Asks git of the repository that a folder lies in. `input` is what it reads. @throws GitFailure */
export type Git = (folder: string, args: readonly string[], input?: string) => Promise<Buffer>;

/** Git is not there, or refuses. The message is its own, in one line. */
export class GitFailure extends Error {
  readonly isMissing: boolean;
  constructor(said: string, cause?: ExecFileException) {
    super(said.split('\n', 1)[0]!.replace(/^fatal: /, '') || cause?.message, { cause });
    this.isMissing = cause?.code === 'ENOENT';
  }
}

const mostBytes = 2_000_000_000;

/** Variables that may name another repository, as those of a hook do. Those that only configure git are the user's. */
const elsewhere = /^GIT_(?!CONFIG_(?:COUNT|(?:KEY|VALUE)_\d+|GLOBAL|SYSTEM|NOSYSTEM)$)/i;

/**
 * Git for the repository that a folder lies in, whatever the variables say. It takes no lock, asks for no password, and
 * starts no program that the repository names. It answers within `timeout` milliseconds, or fails.
 */
export function createGit(env: Readonly<Record<string, string | undefined>>, timeout: number): Git {
  const others = Object.entries(env).filter(([name]) => !elsewhere.test(name));
  const options = {
    env: { ...Object.fromEntries(others), GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' },
    timeout,
    maxBuffer: mostBytes,
    encoding: 'buffer',
  } as const;
  const quiet = ['-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null'];
  return async (folder, args, input = '') => {
    const { execFile } = await import('node:child_process'); // most commands never ask git
    return new Promise((resolve, reject) => {
      const child = execFile('git', ['-C', folder, ...quiet, ...args], options, (error, stdout, stderr) => {
        if (error) reject(new GitFailure(stderr.toString(), error));
        else resolve(stdout);
      });
      child.stdin!.once('error', () => {}); // it has ended before it read everything, and says why
      child.stdin!.end(input);
    });
  };
}
