import { createHash, randomBytes } from 'node:crypto';
import { lstat, readFile, readlink, symlink, unlink, writeFile } from 'node:fs/promises';
import { platform } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { persistently } from '../files/persistently.io.ts';

/** Who holds a lock: `place` is the machine since it was started, and the process ids that count there. */
type Owner = { readonly place: string; readonly pid: string; readonly startedAt: string };

export class Locked extends Error {}

/**
 * Does something while no other process does, as long as all of them ask here. A lock whose holder is dead is taken over at
 * once where that can be told (Linux), else after half a minute, in which no holder takes that long. Since the clock may
 * have been put since then, a lock of the future is as old as one of the past, and none is judged at first sight.
 * @throws Locked when it could not be had within `waitMs`; Node's error where no lock can be made.
 */
export async function withLock<T>(path: string, waitMs: number, act: () => Promise<T>): Promise<T> {
  const mine = await acquire(path, waitMs);
  try {
    return await act();
  } finally {
    await release(path, mine);
  }
}

const pauseMs = 4;

async function acquire(path: string, waitMs: number): Promise<string> {
  const mine = await newName();
  const deadline = performance.now() + waitMs;
  let seen = { holder: await holderOf(path), since: performance.now() };
  for (;;) {
    if (await create(path, mine)) return mine;
    const holder = await holderOf(path);
    if (holder !== seen.holder) seen = { holder, since: performance.now() };
    if (await takeAway(path, performance.now() - seen.since)) continue;
    if (performance.now() >= deadline) throw new Locked(`another process has held ${path} for ${waitMs} ms`);
    await wait(pauseMs);
  }
}

async function release(path: string, mine: string): Promise<void> {
  if ((await holderOf(path)) === mine) await persistently(() => unlink(path)).catch(() => {});
}

const noLinksHere = new Set(['EPERM', 'ENOSYS', 'EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'UNKNOWN']);

/**
 * A symbolic link comes into being with what it says, so that no crash leaves a lock that says nothing. On Windows hardly
 * anybody may make one, nor may it say what is no path; and what was removed there keeps its name until nobody reads it.
 */
export async function create(path: string, name: string, system = platform()): Promise<boolean> {
  const asFile = () => persistently(() => writeFile(path, name, { flag: 'wx' }));
  try {
    if (system === 'win32') await asFile();
    else
      await symlink(name, path).catch((error: NodeJS.ErrnoException) => {
        if (!noLinksHere.has(error.code ?? '')) throw error;
        return asFile();
      });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

export async function holderOf(path: string): Promise<string | undefined> {
  return readlink(path).catch(() => readFile(path, 'utf8').catch(() => undefined));
}

/** Whether the lock was stale and is gone. Of several who find it so only one removes it, and none a new one. */
async function takeAway(path: string, seenForMs: number): Promise<boolean> {
  if (!(await isStale(path, seenForMs))) return false;
  const takeover = `${path}.takeover`;
  if (!(await create(takeover, await newName()))) {
    if (await isStale(takeover)) await unlink(takeover).catch(() => {});
    return false;
  }
  try {
    if (!(await isStale(path, seenForMs))) return false;
    await unlink(path).catch(() => {});
    return true;
  } finally {
    await unlink(takeover).catch(() => {});
  }
}

/** So long a holder may be invisible to us and yet alive. */
const shortestMs = 200;
const longestMs = 30_000;
/** So long a lock that seems old must have been seen in the same hands. */
const firstSightMs = 1_000;

async function isStale(path: string, seenForMs = firstSightMs): Promise<boolean> {
  const [stats, name] = await Promise.all([lstat(path).catch(() => undefined), holderOf(path)]);
  if (!stats || name === undefined) return false;
  const age = Math.abs(Date.now() - stats.mtimeMs);
  if (age > longestMs && seenForMs >= firstSightMs) return true;
  return age > shortestMs && (await isDead(ownerIn(name)));
}

async function isDead(owner: Owner | undefined): Promise<boolean> {
  return (await lifeOf(owner)) === 'dead';
}

/** Whether the process of that name still runs: of one on another machine or in another container nobody can tell. */
export async function lifeOf(who: string | Owner | undefined): Promise<'alive' | 'dead' | 'unknown'> {
  const owner = typeof who === 'string' ? ownerIn(who) : who;
  if (!owner || owner.startedAt === '') return 'unknown';
  const self = await identity();
  if (owner.place !== self.place) return 'unknown';
  return (await startOf(owner.pid)) === owner.startedAt ? 'alive' : 'dead';
}

let count = 0;

/** Another one each time, so that nobody releases a lock that was taken from them. */
export async function newName(): Promise<string> {
  const { place, pid, startedAt } = await identity();
  count += 1;
  return [place, pid, startedAt, unique, count].join(':');
}

const unique = randomBytes(6).toString('hex');

function ownerIn(name: string): Owner | undefined {
  const [place, pid, startedAt, ...rest] = name.split(':');
  return rest.length === 2 ? { place: place!, pid: pid!, startedAt: startedAt! } : undefined;
}

let known: Promise<Owner> | undefined;

/** All of it empty where the system has no /proc. */
function identity(): Promise<Owner> {
  known ??= findIdentity();
  return known;
}

async function findIdentity(): Promise<Owner> {
  try {
    const [boot, namespace, pid] = await Promise.all([
      readFile('/proc/sys/kernel/random/boot_id', 'utf8'),
      readlink('/proc/self/ns/pid'),
      readlink('/proc/self'),
    ]);
    const place = createHash('sha256').update(`${boot} ${namespace}`).digest('hex').slice(0, 16);
    return { place, pid, startedAt: await startOf(pid) };
  } catch {
    return { place: '', pid: '', startedAt: '' };
  }
}

/** When a process started, in the kernel's ticks, since ids are used again; empty for one that is gone or a zombie. */
async function startOf(pid: string): Promise<string> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const isGone = stat === '' || fields[0] === 'Z' || fields[0] === 'X';
  return isGone ? '' : (fields[19] ?? '');
}
