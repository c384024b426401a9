import type { Log } from '../base/log.ts';
import type { Journal } from '../reconcile/ports.ts';
import { createAppend } from './append.io.ts';
import { causeFrom, createWrittenIndex, noteDrafts, timeFrom, type Written } from './causes.io.ts';
import { currentName } from './files.io.ts';
import { type Draft, draftsOf } from './record.ts';

export type JournalOptions = {
  readonly directory: string;
  readonly log: Pick<Log, 'info' | 'warn'>;
  readonly now: () => Date;
  /** Bytes of one file. */
  readonly maxBytes?: number;
  readonly maxFiles?: number;
  /** How long to wait for another process that is writing. */
  readonly lockWaitMs?: number;
  /** Records kept in memory while they cannot be written. */
  readonly maxPending?: number;
};

export type OpenJournal = Journal & {
  /** Tries once more to write what could not be written so far. */
  readonly close: () => Promise<void>;
};

/** The journal in the state directory: JSON lines, each sealed to the one before, only ever appended to. */
export function openJournal({
  directory,
  log,
  now,
  maxBytes = 10_000_000,
  maxFiles = 10,
  lockWaitMs = 2_000,
  maxPending = 10_000,
}: JournalOptions): OpenJournal {
  const about = { directory, file: currentName };
  const append = createAppend({ directory, now, maxBytes, maxFiles, lockWaitMs, onMissing });
  const index = createWrittenIndex(directory);
  const writing = createTrouble(
    (error) => log.warn({ ...about, error }, 'the journal cannot be written; corrections go on'),
    () => log.info(about, 'the journal can be written again'),
  );
  const reading = createTrouble(
    (error) => log.warn({ ...about, error }, 'the journal cannot be read; causes may be unknown'),
    () => log.info(about, 'the journal can be read again'),
  );
  let pending: Draft[] = [];
  let lost = 0;
  let turn: Promise<unknown> = Promise.resolve();

  function onMissing(count: number): void {
    log.warn(
      { ...about, records: count },
      'the end of the journal is missing; `history --verify` tells where',
    );
  }

  /** One at a time; those that come meanwhile go together. */
  function flush(): Promise<void> {
    const flushed = turn.then(async () => {
      try {
        while (pending.length > 0) await appendSome();
      } catch (error) {
        writing.begins(error);
        forget();
      }
    });
    turn = flushed;
    return flushed;
  }

  async function appendSome(): Promise<void> {
    const some = pending.slice(0, batch);
    const gap: Draft[] = lost > 0 ? [{ kind: 'lost', time: now().toISOString(), count: lost }] : [];
    const headError = await append([...gap, ...some]);
    pending = pending.slice(some.length);
    lost = 0;
    if (headError) writing.begins(headError);
    else writing.ends();
  }

  function forget(): void {
    const tooMany = Math.max(0, pending.length - maxPending);
    pending = pending.slice(tooMany);
    lost += tooMany;
  }

  async function readWritten(): Promise<Written> {
    try {
      const written = await index.read();
      reading.ends();
      return written;
    } catch (error) {
      reading.begins(error);
      return index.known();
    }
  }

  async function lastWritten(): Promise<Written> {
    if (pending.length > 0) await flush();
    const written = await readWritten();
    return pending.length > 0 ? noteDrafts(pending, new Map(written)) : written;
  }

  return {
    causes: async () => causeFrom(await lastWritten()),
    writes: async () => timeFrom(await lastWritten()),
    async record(entry) {
      pending.push(...draftsOf(entry, now().toISOString()));
      if (pending.length > 0) await flush();
    },
    close: flush,
  };
}

/** Records that go to disk together. */
const batch = 500;

/** Bad news once when it starts, and once when it ends. */
function createTrouble(onBegin: (error: string) => void, onEnd: () => void) {
  let isThere = false;
  return {
    begins(error: unknown) {
      if (!isThere) onBegin((error as Error).message);
      isThere = true;
    },
    ends() {
      if (isThere) onEnd();
      isThere = false;
    },
  };
}
