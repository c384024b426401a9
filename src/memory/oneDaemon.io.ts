import { lstat, lutimes, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import { persistently } from '../files/persistently.io.ts';
import { makeStateFolder } from '../files/stateFolder.io.ts';
import { create, holderOf, lifeOf, newName, withLock } from '../journal/lock.io.ts';

export type OneDaemonOptions = {
  readonly directory: string;
  readonly clock: Pick<Clock, 'now' | 'monotonic' | 'sleep'>;
  readonly log: Pick<Log, 'info'>;
  /** Milliseconds between two signs of life, and how long a holder is silent that is taken for dead. */
  readonly beatMs?: number;
  readonly silentMs?: number;
};

/** The lock that a daemon holds for as long as it lives. */
export type OneDaemon = {
  /** False where another daemon has it. Goes on without it where none can be made: then `trouble` tells. */
  readonly acquire: (stop: AbortSignal) => Promise<boolean>;
  /** Why the lock is not held at this moment, in words; undefined while it is. */
  readonly trouble: () => Promise<string | undefined>;
  readonly release: () => Promise<void>;
};

/** One sign of life: whose, and when by the file's own time, which is only ever held against itself. */
type Sign = { readonly name: string; readonly beat: number };

/**
 * Sees to it that one daemon at a time uses a state directory. The holder touches its lock every few seconds. One that is
 * dead is taken over at once where that can be told (the same machine and container), else once it has not been touched
 * for some seconds of our own monotonic clock: so no crash, no power failure and no process id that is used again blocks.
 */
export function createOneDaemon(options: OneDaemonOptions): OneDaemon {
  const { directory, beatMs = 2_000 } = options;
  const path = join(directory, 'daemon.lock');
  let mine = '';
  let trouble: string | undefined;
  let timer: NodeJS.Timeout | undefined;

  async function keep(): Promise<void> {
    trouble = await renew(options, path, mine).catch((error: Error) => error.message);
  }

  return {
    async trouble() {
      await keep();
      return trouble;
    },
    async acquire(stop) {
      mine = await newName();
      try {
        if (!(await take({ ...options, path, mine, stop }))) return false;
      } catch (error) {
        if (stop.aborted) return true;
        trouble = (error as Error).message;
      }
      timer = setInterval(() => void keep(), beatMs).unref();
      return true;
    },
    async release() {
      clearInterval(timer);
      if ((await holderOf(path)) === mine) await persistently(() => unlink(path)).catch(() => {});
    },
  };
}

/** Shows a sign of life, or takes a lock that nobody has. Gives why it is not held. @throws Node's error. */
async function renew({ directory, clock }: OneDaemonOptions, path: string, mine: string) {
  const holder = await holderOf(path);
  if (holder !== undefined && holder !== mine) return 'another daemon has taken it over';
  if (holder === undefined) return (await takeFree(directory, path, mine)) ? undefined : inTheWay(path);
  await lutimes(path, clock.now() / 1_000, clock.now() / 1_000);
  return undefined;
}

async function takeFree(directory: string, path: string, mine: string): Promise<boolean> {
  await makeStateFolder(directory);
  return create(path, mine);
}

type Taking = OneDaemonOptions & { readonly path: string; readonly mine: string; readonly stop: AbortSignal };

/** @throws Node's error where there can be no lock. */
async function take(taking: Taking): Promise<boolean> {
  const { directory, path, mine, clock, stop, log, silentMs = 7_000 } = taking;
  let first: Sign | undefined;
  let since = 0;
  for (;;) {
    if (await takeFree(directory, path, mine)) return true;
    const sign = await signAt(path);
    if (!sign) {
      if (await isInTheWay(path)) throw new Error(inTheWay(path));
      continue;
    }
    const life = await lifeOf(sign.name);
    if (life === 'alive' || (first && !isSame(sign, first))) return false;
    if (life === 'dead' || (first && clock.monotonic() - since >= silentMs)) {
      if (await replace(path, sign, mine)) return true;
    } else if (!first) {
      [first, since] = [sign, clock.monotonic()];
      log.info({ lock: path }, 'looks for some seconds whether the daemon that was here is still alive');
    }
    await clock.sleep(100, stop);
  }
}

async function signAt(path: string): Promise<Sign | undefined> {
  const [name, stats] = await Promise.all([holderOf(path), lstat(path).catch(() => undefined)]);
  return name === undefined || !stats ? undefined : { name, beat: stats.mtimeMs };
}

/** Whether something lies there that no daemon makes, such as a folder. */
async function isInTheWay(path: string): Promise<boolean> {
  const stats = await lstat(path).catch(() => undefined);
  return stats !== undefined && !stats.isSymbolicLink() && (await holderOf(path)) === undefined;
}

function inTheWay(path: string): string {
  return `${path} is no lock of a daemon; remove it`;
}

function isSame(a: Sign, b: Sign): boolean {
  return a.name === b.name && a.beat === b.beat;
}

/** Of several who find a lock dead so only one replaces it. */
function replace(path: string, dead: Sign, mine: string): Promise<boolean> {
  return withLock(`${path}.turn`, 5_000, async () => {
    const now = await signAt(path);
    if (!now || !isSame(now, dead)) return false;
    await persistently(() => unlink(path));
    return create(path, mine);
  });
}
