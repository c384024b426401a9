import { groupBy } from '../base/collections.ts';
import type { Log } from '../base/log.ts';
import type { Notice } from './notice.ts';
import { type NotifyTarget, wants } from './target.ts';

export type Attempt =
  | { readonly kind: 'sent' | 'stopped' }
  | { readonly kind: 'lost'; readonly why: Readonly<Record<string, unknown>> };

export type LaneOptions = {
  /** Counts the entries of `notifications` from 1, for the log. */
  readonly entry: number;
  readonly gathers: boolean;
  readonly log: Pick<Log, 'info' | 'warn'>;
  /** Called with what need not be sent any more: it has arrived, or is given up. */
  readonly settled?: (notices: readonly Notice[]) => void;
  /** Sends notices in one request. Never throws. */
  readonly attempt: (notices: readonly Notice[]) => Promise<Attempt>;
};

/** Sends what waits for one target, in order. */
export type Lane = {
  readonly add: (notices: readonly Notice[]) => void;
  readonly idle: () => Promise<void>;
  /** Tells of what was not sent. */
  readonly end: () => void;
};

/** What is sent in one request: one notice, or for people many of one type. */
type Message = readonly Notice[];

export function openLane(target: NotifyTarget, options: LaneOptions): Lane {
  const log = createLaneLog({ notification: options.entry, kind: target.kind }, options.log);
  const queue = createQueue((message) => {
    log.dropped(message);
    options.settled?.(message);
  });
  let draining = Promise.resolve();
  let isDraining = false;
  let unsent = 0;

  async function drain(): Promise<void> {
    for (let message = queue.next(); message; message = queue.next()) {
      const outcome = await options.attempt(message);
      if (outcome.kind === 'stopped') unsent += message.length;
      else {
        log.outcome(message, outcome.kind === 'lost' ? outcome.why : undefined);
        options.settled?.(message);
      }
    }
    log.roomAgain();
    isDraining = false;
  }

  return {
    add(notices) {
      queue.add(messagesFor(target, options, notices));
      if (isDraining || queue.isEmpty()) return;
      isDraining = true;
      draining = drain();
    },
    idle: () => draining,
    end() {
      for (let message = queue.next(); message; message = queue.next()) unsent += message.length;
      log.unsent(unsent);
    },
  };
}

/** So many of one type in one go are gathered: Slack takes one message a second. */
const gatheredFrom = 11;

function messagesFor(
  target: NotifyTarget,
  { gathers }: LaneOptions,
  notices: readonly Notice[],
): readonly Message[] {
  const wanted = notices.filter(({ type }) => wants(target, type));
  if (!gathers) return wanted.map((notice) => [notice]);
  return [...groupBy(wanted, ({ type }) => type).values()].flatMap((group) =>
    group.length < gatheredFrom ? group.map((notice) => [notice]) : [group],
  );
}

/** Messages that wait for one target. More push out the oldest. */
const mostQueued = 1_000;

function createQueue(drop: (message: Message) => void) {
  const messages: Message[] = [];
  return {
    next: () => messages.shift(),
    isEmpty: () => messages.length === 0,
    add(more: readonly Message[]) {
      messages.push(...more);
      for (const oldest of messages.splice(0, messages.length - mostQueued)) drop(oldest);
    },
  };
}

/** Tells the first of a row that goes wrong, and the end of the row. */
function createLaneLog(where: Readonly<Record<string, unknown>>, log: LaneOptions['log']) {
  let [lost, dropped] = [0, 0];
  return {
    /** `why` it was lost, if it was. */
    outcome(message: Message, why: Readonly<Record<string, unknown>> | undefined) {
      if (!why && lost > 0) log.info({ ...where, lost }, 'notifications arrive again');
      if (why && lost === 0) {
        const { type } = message[0]!;
        log.warn({ ...where, type, ...why }, 'notification given up, and so are others until one arrives');
      }
      lost = why ? lost + message.length : 0;
    },
    dropped(message: Message) {
      if (dropped === 0)
        log.warn({ ...where, queued: mostQueued }, 'notifications pile up: the oldest are dropped');
      dropped += message.length;
    },
    roomAgain() {
      if (dropped > 0) log.info({ ...where, dropped }, 'notifications no longer pile up');
      dropped = 0;
    },
    unsent(count: number) {
      if (count > 0)
        log.warn(
          { ...where, unsent: count },
          'stopped before all notifications were sent: the rest is sent after the next start',
        );
    },
  };
}
