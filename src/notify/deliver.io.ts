import { createHmac } from 'node:crypto';
import type { Clock } from '../base/clock.ts';
import { groupBy } from '../base/collections.ts';
import type { Log } from '../base/log.ts';
import { checkUrl } from '../base/url.ts';
import { answerFailure, isFine } from '../http/answerFailure.ts';
import type { Post } from '../http/client.io.ts';
import { retry } from '../http/retry.ts';
import type { NoticeType, NotificationSettings } from '../model/notifications.ts';
import { Concealed, type ReadSecret, type SecretSource } from '../model/secret.ts';
import { WorldFailure } from '../problems/worldFailure.ts';
import { slackMessage } from './sinks/slack.ts';
import { cloudEvent } from './sinks/webhook.ts';
import type { Notice } from './words.ts';

/** A secret, or how to read it: each time anew, so that one that was replaced is used. */
export type SecretText = Concealed | (() => Promise<Concealed | { readonly reason: string }>);

export type NotifyTarget = {
  /** All, where none are given. */
  readonly events?: readonly NoticeType[];
  /** Allows plain http to a host that is not loopback. */
  readonly allowInsecure?: boolean;
} & (
  | { readonly kind: 'webhook'; readonly url: string | SecretText; readonly secret?: SecretText }
  | { readonly kind: 'slack'; readonly url: SecretText }
);

export type NotifierOptions = {
  readonly targets: readonly NotifyTarget[];
  /** Which sollist tells: `sollist/` and the name of its host, or a name it was given. */
  readonly source: string;
  readonly post: Post;
  readonly clock: Pick<Clock, 'now' | 'sleep'>;
  /** 0 ≤ random() < 1. */
  readonly random: () => number;
  readonly log: Pick<Log, 'info' | 'warn'>;
  /** How long `close` waits for what is still to be sent. Milliseconds. */
  readonly patience?: number;
};

export type Notifier = {
  /** Returns at once and never throws. A notice with an id that was sent before is not sent again. */
  readonly send: (notices: readonly Notice[]) => void;
  /** Waits some seconds for what is still to be sent, and gives up the rest. */
  readonly close: () => Promise<void>;
};

const usualPatience = 3_000;

/** Sends notices to each target in order, the targets side by side. */
export function createNotifier(options: NotifierOptions): Notifier {
  const stop = new AbortController();
  const lanes = options.targets.map((target, index) => openLane(target, index + 1, options, stop.signal));
  const isNew = createMemory();
  let closed = false;
  return {
    send(notices) {
      if (closed) return;
      const fresh = notices.filter(({ id }) => isNew(id));
      for (const lane of lanes) lane.add(fresh);
    },
    async close() {
      closed = true;
      const idle = () => Promise.all(lanes.map((lane) => lane.idle()));
      await atMost(options.patience ?? usualPatience, idle());
      stop.abort();
      await atMost(mostToUnwind, idle());
      for (const lane of lanes) lane.end();
    },
  };
}

/** Milliseconds for requests that were cut off to come to their end. */
const mostToUnwind = 500;

async function atMost(milliseconds: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const passed = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  await Promise.race([work, passed]);
  clearTimeout(timer);
}

const mostRemembered = 10_000;

function createMemory(): (id: string) => boolean {
  const known = new Set<string>();
  return (id) => {
    if (known.has(id)) return false;
    known.add(id);
    if (known.size > mostRemembered) known.delete(known.values().next().value!);
    return true;
  };
}

type Lane = {
  readonly add: (notices: readonly Notice[]) => void;
  readonly idle: () => Promise<void>;
  /** Tells of what was not sent. */
  readonly end: () => void;
};

/** Messages that wait for one target. More push out the oldest. */
const mostQueued = 1_000;

function openLane(target: NotifyTarget, entry: number, options: NotifierOptions, stop: AbortSignal): Lane {
  const { log } = options;
  const where = { notification: entry, kind: target.kind };
  const queue: Message[] = [];
  const deliver = createDelivery(target, where, options, stop);
  let draining = Promise.resolve();
  let isDraining = false;
  let unsent = 0;
  let dropped = 0;

  async function drain(): Promise<void> {
    for (let message = queue.shift(); message; message = queue.shift()) {
      const wasTried = !stop.aborted && (await deliver(message));
      if (!wasTried) unsent += message.length;
    }
    if (dropped > 0) log.info({ ...where, dropped }, 'notifications no longer pile up');
    dropped = 0;
    isDraining = false;
  }

  function makeRoom(): void {
    if (queue.length <= mostQueued) return;
    if (dropped === 0)
      log.warn({ ...where, queued: mostQueued }, 'notifications pile up: the oldest are dropped');
    for (const oldest of queue.splice(0, queue.length - mostQueued)) dropped += oldest.length;
  }

  return {
    add(notices) {
      queue.push(...messagesFor(target, notices));
      makeRoom();
      if (isDraining || queue.length === 0) return;
      isDraining = true;
      draining = drain();
    },
    idle: () => draining,
    end() {
      for (const message of queue.splice(0)) unsent += message.length;
      if (unsent > 0) log.warn({ ...where, unsent }, 'stopped before all notifications were sent');
    },
  };
}

/** What is sent in one request: one notice, or for people many of one type. */
type Message = readonly Notice[];

/** So many of one type in one go are gathered: nobody reads as many messages, and Slack takes one a second. */
const gatheredFrom = 11;

function messagesFor({ kind, events }: NotifyTarget, notices: readonly Notice[]): readonly Message[] {
  const wanted = events ? notices.filter(({ type }) => events.includes(type)) : notices;
  if (kind === 'webhook') return wanted.map((notice) => [notice]);
  return [...groupBy(wanted, ({ type }) => type).values()].flatMap((group) =>
    group.length < gatheredFrom ? group.map((notice) => [notice]) : [group],
  );
}

type Where = { readonly notification: number; readonly kind: NotifyTarget['kind'] };

/** Says false where it was stopped. Logs the first message of a row that a target does not take, and the end of the row. */
function createDelivery(target: NotifyTarget, where: Where, options: NotifierOptions, stop: AbortSignal) {
  const { log } = options;
  let lost = 0;

  function lose(message: Message, why: Readonly<Record<string, unknown>>): void {
    if (lost === 0) {
      const type = message[0]!.type;
      log.warn({ ...where, type, ...why }, 'notification given up, and so are others until one arrives');
    }
    lost += message.length;
  }

  return async (message: Message): Promise<boolean> => {
    const outcome = await attempt(target, message, options, stop);
    if (outcome.kind === 'stopped') return false;
    if (outcome.kind === 'lost') lose(message, outcome.why);
    else if (lost > 0) {
      log.info({ ...where, lost }, 'notifications arrive again');
      lost = 0;
    }
    return true;
  };
}

type Attempt =
  | { readonly kind: 'sent' | 'stopped' }
  | { readonly kind: 'lost'; readonly why: Readonly<Record<string, unknown>> };

/** Never throws: a notification that fails must not end what it tells of. Messages of errors are not shown, since a URL stands in them. */
async function attempt(
  target: NotifyTarget,
  message: Message,
  options: NotifierOptions,
  stop: AbortSignal,
): Promise<Attempt> {
  let origin: string | undefined;
  let tries = 0;
  let status: number | undefined;
  try {
    const request = await prepare(target, message, options.source);
    if ('reason' in request) return { kind: 'lost', why: { reason: request.reason } };
    origin = request.url.origin;
    await retry(
      async () => {
        tries += 1;
        status = undefined;
        const answer = await options.post({ ...request, signal: stop });
        status = answer.status;
        if (isFine(answer)) return;
        const to = { method: 'POST', url: request.url } as const;
        throw answerFailure(to, answer, { conceal: () => undefined, now: options.clock.now() });
      },
      { random: options.random, wait: (milliseconds) => options.clock.sleep(milliseconds, stop) },
    );
    return { kind: 'sent' };
  } catch (error) {
    if (stop.aborted) return { kind: 'stopped' };
    const code = error instanceof WorldFailure ? error.code : nameOf(error);
    return { kind: 'lost', why: { origin, code, tries, ...(status !== undefined && { status }) } };
  }
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown';
}

type Request = {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};
type Unusable = { readonly reason: string };

async function prepare(target: NotifyTarget, message: Message, source: string): Promise<Request | Unusable> {
  const url = await readAddress(target);
  if ('reason' in url) return url;
  if (target.kind === 'slack') {
    const body = JSON.stringify(slackMessage(message, source));
    return { url, headers: { ...common, 'content-type': 'application/json' }, body };
  }
  const body = JSON.stringify(cloudEvent(message[0]!, source));
  const headers = { ...common, 'content-type': 'application/cloudevents+json' };
  if (!target.secret) return { url, headers, body };
  const secret = await read(target.secret);
  if ('reason' in secret) return secret;
  return { url, headers: { ...headers, 'x-signature': sign(body, secret) }, body };
}

const common = { 'user-agent': 'sollist' };

/** The form of GitHub's webhooks: a keyed hash of the body's bytes. */
function sign(body: string, secret: Concealed): string {
  return `sha256=${createHmac('sha256', secret.reveal()).update(body).digest('hex')}`;
}

/** A query may stand in an address that is read from a secret's place: there it is one. */
async function readAddress({ kind, url, allowInsecure }: NotifyTarget): Promise<URL | Unusable> {
  const text = typeof url === 'string' ? url : await read(url);
  if (typeof text !== 'string' && 'reason' in text) return text;
  const shown = typeof text === 'string' ? text : text.reveal().trim();
  const bare = URL.canParse(shown) ? new URL(shown) : undefined;
  if (bare) Object.assign(bare, { search: '', hash: '' });
  const checked = checkUrl(bare?.href ?? '', `the address in \`${kind}\``, allowInsecure ?? false);
  return 'url' in checked ? new URL(shown) : { reason: checked.message };
}

async function read(secret: SecretText): Promise<Concealed | Unusable> {
  return secret instanceof Concealed ? secret : await secret();
}

/** What `sollist.yaml` says, as targets whose secrets are read when they are needed. */
export function notifyTargets(
  settings: readonly NotificationSettings[],
  readSecret: ReadSecret,
): readonly NotifyTarget[] {
  const from = (source: SecretSource) => () => readSecret(source);
  return settings.map(({ events, allowInsecure, ...target }): NotifyTarget => {
    const common = { allowInsecure, ...(events && { events }) };
    if (target.kind === 'slack') return { ...common, kind: 'slack', url: from(target.url) };
    const url = typeof target.url === 'string' ? target.url : from(target.url);
    return { ...common, kind: 'webhook', url, ...(target.secret && { secret: from(target.secret) }) };
  });
}
