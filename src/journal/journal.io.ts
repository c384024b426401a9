import { randomBytes } from 'node:crypto';
import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import { timeText } from '../base/timestamp.ts';
import type { Journal } from '../reconcile/ports.ts';
import { createAppend } from './append.io.ts';
import { causeFrom, createWrittenIndex, type LastWritten, noteDrafts, timeFrom } from './causes.io.ts';
import type { Draft } from './chain.ts';
import { currentName } from './names.ts';
import { draftsOf } from './record.ts';

export type JournalOptions = {
  readonly directory: string;
  readonly log: Pick<Log, 'info' | 'warn'>;
  readonly clock: Pick<Clock, 'now'>;
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
  /** Why records wait to be written; undefined while none does. */
  readonly trouble: () => string | undefined;
};

/** The journal in the state directory: JSON lines, each sealed to the one before, only ever appended to. */
export function openJournal(options: JournalOptions): OpenJournal {
  const { clock, maxPending = 10_000 } = options;
  const queue = createQueue(options, maxPending);
  const lastWritten = createLastWritten(options, queue);
  return {
    causes: async () => causeFrom(await lastWritten()),
    writes: async () => timeFrom(await lastWritten()),
    async record(entry) {
      queue.add(draftsOf(entry, timeText(clock.now()), salt));
      await queue.flush();
    },
    close: queue.flush,
    trouble: queue.trouble,
  };
}

/** Records that wait to be written. */
function createQueue(options: JournalOptions, maxPending: number) {
  const writing = tellOnce(options, {
    begins: 'the journal cannot be written; corrections go on',
    ends: 'the journal can be written again',
  });
  const write = createWrite(options);
  let pending: readonly Draft[] = [];
  let lost = 0;
  let turn: Promise<unknown> = Promise.resolve();

  async function writeAll(): Promise<void> {
    try {
      while (pending.length > 0) {
        const some = pending.slice(0, batch);
        const headError = await write(some, lost);
        [pending, lost] = [pending.slice(some.length), 0];
        if (headError) writing.begins(headError);
        else writing.ends();
      }
    } catch (error) {
      writing.begins(error);
      const tooMany = Math.max(0, pending.length - maxPending);
      [pending, lost] = [pending.slice(tooMany), lost + tooMany];
    }
  }

  return {
    add(drafts: readonly Draft[]): void {
      pending = [...pending, ...drafts];
    },
    waiting: () => pending,
    trouble: writing.trouble,
    /** One at a time; those that come meanwhile go together. */
    flush(): Promise<void> {
      const flushed = turn.then(writeAll);
      turn = flushed;
      return flushed;
    },
  };
}

/** Appends records, and first how many before them could not be written. */
function createWrite(options: JournalOptions) {
  const { directory, log, clock, maxBytes = 10_000_000, maxFiles = 10, lockWaitMs = 2_000 } = options;
  const onMissing = (records: number) =>
    log.warn(
      { ...about(options), records },
      'the end of the journal is missing; `history --verify` tells where',
    );
  const append = createAppend({ directory, clock, maxBytes, maxFiles, lockWaitMs, onMissing });
  return (drafts: readonly Draft[], lost: number) => {
    const gap: Draft[] = lost > 0 ? [{ kind: 'lost', time: timeText(clock.now()), count: lost }] : [];
    return append([...gap, ...drafts]);
  };
}

/** What was written last, those that wait included. */
function createLastWritten(
  options: JournalOptions,
  queue: ReturnType<typeof createQueue>,
): () => Promise<LastWritten> {
  const index = createWrittenIndex(options.directory);
  const reading = tellOnce(options, {
    begins: 'the journal cannot be read; causes may be unknown',
    ends: 'the journal can be read again',
  });

  async function readWritten(): Promise<LastWritten> {
    try {
      const written = await index.read();
      reading.ends();
      return written;
    } catch (error) {
      reading.begins(error);
      return index.known();
    }
  }

  return async () => {
    await queue.flush();
    const written = await readWritten();
    const waiting = queue.waiting();
    return waiting.length > 0 ? noteDrafts(waiting, new Map(written)) : written;
  };
}

function salt(): string {
  return randomBytes(16).toString('hex');
}

/** Records that go to disk together. */
const batch = 500;

function about({ directory }: JournalOptions) {
  return { directory, file: currentName };
}

/** Bad news once when it starts, and once when it ends. */
function tellOnce(options: JournalOptions, words: { readonly begins: string; readonly ends: string }) {
  let trouble: string | undefined;
  return {
    trouble: () => trouble,
    begins(error: unknown) {
      const { message } = error as Error;
      if (trouble === undefined) options.log.warn({ ...about(options), error: message }, words.begins);
      trouble = message;
    },
    ends() {
      if (trouble !== undefined) options.log.info(about(options), words.ends);
      trouble = undefined;
    },
  };
}
