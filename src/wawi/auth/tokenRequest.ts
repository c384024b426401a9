import { Buffer } from 'node:buffer';
import { isFine } from '../../http/answerFailure.ts';
import type { Post } from '../../http/client.io.ts';
import { changedFailure, type RequestTarget, stoppedAt, withTries } from '../../http/failures.ts';
import { formEncoded } from '../../http/formEncoded.ts';
import { retry } from '../../http/retry.ts';
import type { Concealed } from '../../model/secret.ts';
import { WorldFailure } from '../../problems/worldFailure.ts';
import { sendObserved } from '../observer.ts';
import type { WawiOptions } from '../options.ts';
import { type AccessToken, readToken, tokenRefusal } from './tokenAnswer.ts';

export type OAuthClient = {
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: Concealed;
  readonly scope?: string;
};

export function tokenTarget({ tokenUrl }: OAuthClient): RequestTarget {
  return { method: 'POST', url: new URL(tokenUrl) };
}

/** What it throws has been tried as often as it may be: whoever needs the token does not try again. */
export async function fetchToken(
  client: OAuthClient,
  post: Post,
  options: WawiOptions,
  stop: AbortSignal,
): Promise<AccessToken> {
  const wait = (milliseconds: number) => options.clock.sleep(milliseconds, stop);
  let sent = 0;
  const attempt = () => {
    sent += 1;
    return requestToken(client, post, options, stop);
  };
  try {
    return await retry(attempt, { random: options.random, wait });
  } catch (error) {
    if (stop.aborted) throw stoppedAt(tokenTarget(client));
    throw error instanceof WorldFailure
      ? changedFailure(withTries(error, sent), { retriable: false })
      : error;
  }
}

async function requestToken(
  client: OAuthClient,
  post: Post,
  options: WawiOptions,
  signal: AbortSignal,
): Promise<AccessToken> {
  const target = tokenTarget(client);
  const startedAt = options.clock.now();
  const answer = await sendObserved({ endpoint: 'token', tenant: undefined }, options, () =>
    post({ url: target.url, ...messageOf(client, options.version), signal }),
  );
  if (!isFine(answer)) throw tokenRefusal(target, answer, client.clientSecret, options.clock.now());
  return readToken(target, answer, startedAt);
}

/** Client credentials (RFC 6749 section 4.4). */
function messageOf(client: OAuthClient, product: string) {
  const { scope } = client;
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    ...(scope !== undefined && { scope }),
  });
  const headers = {
    accept: 'application/json',
    authorization: basicAuthorization(client),
    'content-type': 'application/x-www-form-urlencoded;charset=UTF-8',
    'user-agent': `sollist/${product}`,
  };
  return { headers, body: form.toString() };
}

/** RFC 6749 section 2.3.1: both are form-encoded, then joined and in base64. */
function basicAuthorization({ clientId, clientSecret }: OAuthClient): string {
  const credentials = [clientId, clientSecret.reveal()].map(formEncoded).join(':');
  return `Basic ${Buffer.from(credentials).toString('base64')}`;
}
