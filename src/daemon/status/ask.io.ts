import { failed, ok, type Result } from '../../base/result.ts';
import type { HttpAnswer } from '../../http/answer.ts';
import { type Http, openHttp } from '../../http/client.io.ts';
import type { ProxyOf } from '../../http/proxies.ts';
import type { CodedMessage } from '../../problems/problem.ts';
import { WorldFailure } from '../../problems/worldFailure.ts';

/** Why a daemon has not told what it was asked, in words for a problem. */
export type NoAnswer = Required<CodedMessage>;

/** The daemon itself answers within five seconds. */
const longestAnswerMs = 15_000;

type AskOptions = {
  /** Of the answer's body. */
  readonly mostBytes: number;
  readonly stop: AbortSignal;
  readonly proxyOf: ProxyOf | undefined;
};

/** Sends one request to the daemon that listens at `url`. Rejects only where `stop` is aborted. */
export async function askDaemon(
  url: string,
  { mostBytes, stop, proxyOf }: AskOptions,
  send: (http: Http) => Promise<HttpAnswer>,
): Promise<Result<HttpAnswer, NoAnswer>> {
  const http = openHttp({ timeout: longestAnswerMs, body: mostBytes }, proxyOf);
  try {
    return ok(await send(http));
  } catch (error) {
    stop.throwIfAborted();
    if (!(error instanceof WorldFailure)) throw error;
    return failed(unreachable(url, error.message.replace(/^(?:GET|POST) \S+?(?=:? )/, '')));
  } finally {
    await http.close();
  }
}

/** `why` goes on after the address. */
function unreachable(url: string, why: string): NoAnswer {
  const message = `no daemon can be reached at ${url}${why}`;
  const hint = 'start one with `sollist run`, or say where it listens: --listen HOST:PORT or --url URL';
  return { code: 'unreachable', message, hint };
}

/** What no daemon answers. */
export function strange(address: string, what: string): NoAnswer {
  const hint = 'is it a sollist daemon of this version that listens there? See --listen and --url';
  return { code: 'bad-answer', message: `${address} ${what}`, hint };
}
