import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import { failed, ok, type Result } from '../base/result.ts';
import { trimBlanks } from '../base/text/characters.ts';
import { checkUrl } from '../base/url.ts';
import { isFine } from '../http/answer.ts';
import { answerFailure } from '../http/answerFailure.ts';
import type { Post } from '../http/client.io.ts';
import { retry } from '../http/retry.ts';
import type { SinkKind } from '../model/notifications.ts';
import { Concealed } from '../model/secret.ts';
import { WorldFailure } from '../problems/worldFailure.ts';
import { type Attempt, openLane } from './lane.io.ts';
import type { Notice } from './notice.ts';
import type { Sink, SinkRequest, SinkTarget } from './sinks/sink.ts';
import type { NotifyTarget, SecretText } from './target.ts';

export type NotifierOptions = {
  readonly targets: readonly NotifyTarget[];
  readonly sinks: Readonly<Record<SinkKind, Sink>>;
  /** Which sollist tells: `sollist/` and the name of its host, or a name it was given. */
  readonly source: string;
  readonly post: Post;
  readonly clock: Pick<Clock, 'now' | 'sleep'>;
  /** 0 ≤ random() < 1. */
  readonly random: () => number;
  readonly log: Pick<Log, 'info' | 'warn'>;
  /** Called with what need not be sent to a target any more, which is counted from 0. */
  readonly settled?: (target: number, notices: readonly Notice[]) => void;
  /** How long `close` waits for what is still to be sent. Milliseconds. */
  readonly patience?: number;
};

export type Notifier = {
  /** Returns at once and never throws. A notice with an id that was sent before is not sent again. */
  readonly send: (notices: readonly Notice[]) => void;
  /** Sends to one target what an earlier process could not. */
  readonly resend: (target: number, notices: readonly Notice[]) => void;
  /** Waits some seconds for what is still to be sent, and gives up the rest. */
  readonly close: () => Promise<void>;
};

const usualPatience = 3_000;

/** Sends notices to each target in order, the targets side by side. */
export function createNotifier(options: NotifierOptions): Notifier {
  const stop = new AbortController();
  const lanes = options.targets.map((target, index) =>
    openLane(target, {
      entry: index + 1,
      gathers: options.sinks[target.kind].gathers,
      log: options.log,
      settled: (notices) => options.settled?.(index, notices),
      attempt: (notices) => attempt(target, notices, options, stop.signal),
    }),
  );
  const isNew = createMemory();
  let closed = false;
  return {
    send(notices) {
      if (closed) return;
      const fresh = notices.filter(({ id }) => isNew(id));
      for (const lane of lanes) lane.add(fresh);
    },
    resend: (target, notices) => lanes[target]?.add(notices),
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

/**
 * Sends notices in one request, tried again where that may help. Never throws: a notification that fails must not end
 * what it tells of. Messages of errors are not shown, since a URL stands in them.
 */
async function attempt(
  target: NotifyTarget,
  notices: readonly Notice[],
  options: NotifierOptions,
  stop: AbortSignal,
): Promise<Attempt> {
  let origin: string | undefined;
  const sent: Sent = { tries: 0 };
  if (stop.aborted) return { kind: 'stopped' };
  try {
    const read = await readTarget(target, options.source);
    if (!read.ok) return { kind: 'lost', why: { reason: read.why } };
    origin = read.value.url.origin;
    await send(options.sinks[target.kind].prepare(notices, read.value), sent, options, stop);
    return { kind: 'sent' };
  } catch (error) {
    if (stop.aborted) return { kind: 'stopped' };
    const { code, proxy } = error instanceof WorldFailure ? error : { code: nameOf(error) };
    return { kind: 'lost', why: { origin, proxy, code, ...sent } };
  }
}

/** What is told of a request that failed. `status` is that of the last answer, if there was one. */
type Sent = { tries: number; status?: number };

async function send(request: SinkRequest, sent: Sent, options: NotifierOptions, stop: AbortSignal) {
  const headers = { 'user-agent': 'sollist', ...request.headers };
  const { post, clock, random } = options;
  await retry(
    async () => {
      sent.tries += 1;
      delete sent.status;
      const answer = await post({ ...request, headers, signal: stop });
      sent.status = answer.status;
      if (isFine(answer)) return;
      const to = { method: 'POST', url: request.url } as const;
      throw answerFailure(to, answer, { conceal: () => undefined, now: clock.now() });
    },
    { random, wait: (milliseconds) => clock.sleep(milliseconds, stop) },
  );
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown';
}

async function readTarget(target: NotifyTarget, source: string): Promise<Result<SinkTarget>> {
  const url = await readAddress(target);
  if (!url.ok) return url;
  if (!target.secret) return ok({ url: url.value, source });
  const secret = await read(target.secret);
  return secret.ok ? ok({ url: url.value, source, secret: secret.value }) : secret;
}

/** A query may stand in an address that is read from a secret's place: there it is one. */
async function readAddress({ kind, url, allowInsecure }: NotifyTarget): Promise<Result<URL>> {
  const text = typeof url === 'string' ? ok(url) : await readAsText(url);
  if (!text.ok) return text;
  const terms = { allowInsecure: allowInsecure ?? false, mayAsk: true };
  const checked = checkUrl(text.value, `the address in \`${kind}\``, terms);
  return checked.ok ? ok(new URL(text.value)) : failed(checked.why.message);
}

async function readAsText(secret: SecretText): Promise<Result<string>> {
  const text = await read(secret);
  return text.ok ? ok(trimBlanks(text.value.reveal())) : text;
}

async function read(secret: SecretText): Promise<Result<Concealed>> {
  return secret instanceof Concealed ? ok(secret) : await secret();
}
