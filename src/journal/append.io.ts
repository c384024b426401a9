import { constants } from 'node:fs';
import { open, rename, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../base/clock.ts';
import { timeText } from '../base/timestamp.ts';
import { persistently } from '../files/persistently.io.ts';
import { makeStateFolder } from '../files/stateFolder.io.ts';
import { type Draft, type Link, noLink, seal } from './chain.ts';
import { endOfRotated, findEnd } from './end.io.ts';
import { isSameFile, type JournalFile, openRegular, rotatedNumbers } from './files.io.ts';
import { readHead, writeHead } from './head.io.ts';
import { withLock } from './lock.io.ts';
import { currentName, rotatedName } from './names.ts';

const { O_APPEND, O_CREAT, O_RDWR } = constants;

export type AppendOptions = {
  readonly directory: string;
  readonly clock: Pick<Clock, 'now'>;
  /** A file that would grow beyond is full, and a new one begun. */
  readonly maxBytes: number;
  /** With the one that is written to. The oldest are removed. */
  readonly maxFiles: number;
  readonly lockWaitMs: number;
  /** Called where records that were there before are gone. */
  readonly onMissing: (count: number) => void;
};

/** How this process left the journal. */
type Memory = Pick<JournalFile, 'dev' | 'ino' | 'size'> & { readonly link: Link };

/** What the next record follows, and what is to be said first of how the journal was found. */
type AppendPlace = { readonly link: Link; readonly terminated: boolean; readonly found: readonly Draft[] };

/**
 * What it gives writes records to the end of the journal, all or none. It resolves once they would survive a power failure;
 * with an error where that is so, and only the head could not be written.
 * @throws Node's error, or `Locked`.
 */
export function createAppend(options: AppendOptions) {
  const { directory, lockWaitMs } = options;
  const appending: Appending = { ...options, memory: undefined };
  return async (drafts: readonly Draft[]): Promise<Error | undefined> => {
    await makeStateFolder(directory);
    return withLock(join(directory, 'journal.lock'), lockWaitMs, () => append(appending, drafts));
  };
}

type Appending = AppendOptions & { memory: Memory | undefined };

async function append(appending: Appending, drafts: readonly Draft[]): Promise<Error | undefined> {
  const { directory, maxBytes, maxFiles, memory } = appending;
  const found = await openRegular(directory, currentName, O_APPEND | O_CREAT | O_RDWR);
  try {
    const place: AppendPlace =
      memory && isAsLeft(found, memory)
        ? { link: memory.link, terminated: true, found: [] }
        : await look(appending, found);
    const isFull = found.size > 0 && found.size + sizeOf(drafts) > maxBytes;
    if (!isFull || place.found.length > 0) return await write(appending, found, place, drafts);
  } finally {
    await found.handle.close();
  }
  await rotate(directory, maxFiles);
  return append(appending, drafts);
}

async function look(
  { directory, clock, memory, onMissing }: Appending,
  file: JournalFile,
): Promise<AppendPlace> {
  const time = timeText(clock.now());
  const { link: inFile, terminated, torn } = await findEnd(file);
  const link = inFile.number > 0 ? inFile : await endOfRotated(directory);
  const head = await readHead(directory);
  // The head comes first, so that only somebody who takes it away leaves records without one.
  if (!head && link.number === 0) await writeHead(directory, noLink);
  const isHeadless = !head && link.number > 0;
  // To go on from the last record that is known to have been there shows for ever that some are missing.
  const last = latest([memory?.link ?? noLink, head ?? noLink, link]);
  if (last.number > link.number) onMissing(last.number - link.number);
  const found: Draft[] = [
    ...(torn ? [{ kind: 'torn', time, ...torn } as const] : []),
    ...(isHeadless ? [{ kind: 'headless', time } as const] : []),
  ];
  return { link: last, terminated, found };
}

async function write(
  appending: Appending,
  file: JournalFile,
  place: AppendPlace,
  drafts: readonly Draft[],
): Promise<Error | undefined> {
  const { directory, clock } = appending;
  const begun: Draft[] =
    file.size === 0 ? [{ kind: 'file', time: timeText(clock.now()), formatVersion: '1.0' }] : [];
  const { text, link } = sealAll([...begun, ...place.found, ...drafts], place.link);
  await writeDurably(file, `${place.terminated ? '' : '\n'}${text}`);
  if (file.size === 0) await syncFolder(directory);
  const { size } = await file.handle.stat();
  appending.memory = { dev: file.dev, ino: file.ino, size, link };
  return writeHead(directory, link).then(
    () => undefined,
    (error: Error) => error,
  );
}

function isAsLeft(file: JournalFile, memory: Memory): boolean {
  return isSameFile(file, memory) && file.size === memory.size;
}

/** Of two with one number the first. */
function latest(links: readonly Link[]): Link {
  return links.reduce((one, other) => (other.number > one.number ? other : one));
}

/** Somewhat more than what they will take. */
function sizeOf(drafts: readonly Draft[]): number {
  const linkBytes = 200;
  return drafts.reduce((sum, draft) => sum + Buffer.byteLength(JSON.stringify(draft)) + linkBytes, 0);
}

function sealAll(drafts: readonly Draft[], after: Link): { text: string; link: Link } {
  let link = after;
  const lines = drafts.map((draft) => {
    const sealed = seal(draft, link);
    link = sealed.link;
    return `${sealed.line}\n`;
  });
  return { text: lines.join(''), link };
}

/** What was written of a batch that does not fit is taken back, since it will be written again. */
async function writeDurably({ handle, size }: JournalFile, text: string): Promise<void> {
  try {
    await handle.appendFile(text);
    await handle.datasync();
  } catch (error) {
    await handle.truncate(size).catch(() => {});
    throw error;
  }
}

async function rotate(directory: string, maxFiles: number): Promise<void> {
  const numbers = await rotatedNumbers(directory);
  const next = (numbers.at(-1) ?? 0) + 1;
  const [current, rotated] = [currentName, rotatedName(next)].map((name) => join(directory, name));
  await persistently(() => rename(current!, rotated!));
  const removed = [...numbers, next].slice(0, -(maxFiles - 1) || undefined);
  // One that cannot be removed is tried again the next time.
  for (const number of removed) await unlink(join(directory, rotatedName(number))).catch(() => {});
}

/** So that the file's name survives a power failure too; not every system can. */
async function syncFolder(directory: string): Promise<void> {
  const folder = await open(directory, 'r').catch(() => undefined);
  await folder?.sync().catch(() => {});
  await folder?.close();
}
