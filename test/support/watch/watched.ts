import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { rename, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { vi } from 'vitest';
import { createLog } from '../../../src/base/log.io.ts';
import { readTree } from '../../../src/files/readTree.io.ts';
import { createWatch, type Watch, type WatchOptions } from '../../../src/files/watch/watch.io.ts';

export type Lane = Pick<WatchOptions, 'mode' | 'pace'>;

const never = 1_000_000;

/** Without looks at everything in between, only an event can tell; with very many, each change must still have come with its event. */
export const lanes = {
  'by events alone': { mode: 'events', pace: { poll: never, place: 15, proven: never } },
  'by events among looks': { mode: 'events', pace: { poll: 40, place: 15, proven: 40 } },
  'by polling': { mode: 'poll', pace: { poll: 40 } },
} as const satisfies Record<string, Lane>;

/** What the consumer read when it was told, as the daemon reads it, at rest: text by path below the folder, and the codes of all problems. */
export type Seen = { readonly texts: Readonly<Record<string, string>>; readonly codes: readonly string[] };

export type Watched = {
  readonly watch: Watch;
  /** What was read at each change that was told, in order. */
  readonly seen: Seen[];
  readonly logged: readonly Logged[];
  /** Waits until the last thing seen is this. */
  readonly sees: (check: (seen: Seen) => boolean) => Promise<void>;
};

export type Logged = {
  readonly level: string;
  readonly msg: string;
  readonly reason?: string;
  readonly mode?: string;
};

export type Place = {
  readonly root: string;
  readonly write: (path: string, text?: string) => void;
  readonly path: (...names: string[]) => string;
  readonly watch: (options?: Partial<WatchOptions> & { readonly folder?: string }) => Watched;
  readonly close: () => void;
};

/** A folder of its own, with `syncs/` to be watched, and what watches it. */
export function createPlace(lane: Lane): Place {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'watch-')));
  const path = (...names: string[]) => join(root, ...names);
  const watches: Watch[] = [];
  return {
    root,
    path,
    write(name, text = `# ${name}\n`) {
      mkdirSync(dirname(path(name)), { recursive: true });
      writeFileSync(path(name), text);
    },
    watch(options = {}) {
      const place = { folder: path(options.folder ?? 'syncs'), file: path('sollist.yaml') };
      const started = startWatch({ ...lane, ...options, ...place });
      watches.push(started.watch);
      return started;
    },
    close() {
      for (const watch of watches) watch.close();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

function startWatch(options: Omit<WatchOptions, 'changed' | 'log'>): Watched {
  const seen: Seen[] = [];
  const logged: Logged[] = [];
  const log = createLog({ level: 'info', write: (line) => logged.push(JSON.parse(line)) });
  const changed = async () => seen.push(await watch.atRest(() => see(options.folder)));
  const watch = createWatch({ ...options, changed, log });
  return { watch, seen, logged, sees: (check) => until(() => seen.length > 0 && check(seen.at(-1)!)) };
}

async function see(folder: string): Promise<Seen> {
  const { files, problems } = await readTree(folder, 'syncs');
  const texts = Object.fromEntries(files.map(({ path, text }) => [path.replace('syncs/', ''), text]));
  return { texts, codes: problems.map(({ code }) => code) };
}

export function until(holds: () => boolean): Promise<void> {
  const check = () => {
    if (!holds()) throw new Error('not yet');
  };
  return vi.waitFor(check, { timeout: 80_000, interval: 5 });
}

/** Moves a link as git-sync, kubelet and `ln -sfT` do: made beside, then renamed over the old one. */
export async function moveLink(link: string, target: string): Promise<void> {
  await symlink(target, `${link}_tmp`);
  await rename(`${link}_tmp`, link);
}

/** Adds to a file piece by piece, with so long in between. */
export async function writeSlowly(append: (piece: string) => void, pieces: readonly string[], gapMs: number) {
  for (const piece of pieces) {
    append(piece);
    await pause(gapMs);
  }
}

const run = promisify(execFile);

/** git as nobody's user, with no configuration but this. */
export async function git(folder: string, ...args: string[]): Promise<void> {
  const someone = { NAME: 'Someone', EMAIL: 'someone@example.invalid' };
  const env = {
    PATH: process.env.PATH,
    HOME: folder,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_AUTHOR_NAME: someone.NAME,
    GIT_AUTHOR_EMAIL: someone.EMAIL,
    GIT_COMMITTER_NAME: someone.NAME,
    GIT_COMMITTER_EMAIL: someone.EMAIL,
  };
  await run('git', ['-c', 'init.defaultBranch=main', '-c', 'gc.auto=0', ...args], { cwd: folder, env });
}
