import * as oauth from 'oauth4webapi';
import { answerFailure, isFine } from '../../http/answerFailure.ts';
import type { HttpAnswer, Post } from '../../http/client.io.ts';
import { concealer } from '../../http/conceal.ts';
import { changedFailure, failureAt, stoppedAt, type Target, withTries } from '../../http/failures.ts';
import { readJson } from '../../http/json.ts';
import { retry } from '../../http/retry.ts';
import { Concealed } from '../../model/secret.ts';
import { WorldFailure } from '../../problems/worldFailure.ts';
import { observeRequest } from '../observeRequest.io.ts';
import type { TokenReason, WawiOptions } from '../options.io.ts';
import { orStopped } from '../orStopped.ts';
import { fitsHeader, type SignIn } from './signIn.ts';

export type OAuthClient = {
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: Concealed;
  readonly scope?: string;
};

type Token = {
  readonly authorization: Concealed;
  /** Milliseconds since 1970; from then on another is fetched. */
  readonly renewAt: number;
};

/** A token endpoint that has just failed is not asked again by every tenant in turn. Milliseconds. */
const failureLasts = 10_000;

/**
 * One token for all tenants of an OAuth client (client credentials, RFC 6749 section 4.4): fetched once, renewed before
 * its time runs out and once it is refused. Whoever needs it meanwhile waits for the one fetch.
 */
export function signInByToken(client: OAuthClient, post: Post, options: WawiOptions): SignIn {
  const { clock, observer } = options;
  let token: Token | undefined;
  let reason: TokenReason = 'first';
  let failed: { readonly failure: WorldFailure; readonly at: number } | undefined;
  let fetching: Fetching | undefined;

  function begin(): Fetching {
    const stop = new AbortController();
    const fetched = fetchToken(client, post, options, stop.signal);
    observer?.onToken?.({ reason });
    const settled = fetched.then(
      (fresh) => {
        token = fresh;
        failed = undefined;
        return fresh;
      },
      (error) => {
        if (error instanceof WorldFailure && error.code !== 'stopped') {
          failed = { failure: error, at: clock.now() };
        }
        throw error;
      },
    );
    const begun: Fetching = { token: settled, stop, waiting: 0 };
    const end = () => {
      if (fetching === begun) fetching = undefined;
    };
    settled.then(end, end);
    return begun;
  }

  return {
    async authorization(signal) {
      const time = clock.now();
      if (token && time < token.renewAt) return token.authorization;
      if (token) [token, reason] = [undefined, 'expired'];
      if (failed && time - failed.at < failureLasts) throw failed.failure;
      // One that everybody has given up brings nothing any more.
      if (!fetching || fetching.stop.signal.aborted) fetching = begin();
      return (await join(fetching, signal, () => stoppedAt(targetOf(client)))).authorization;
    },
    refused(authorization) {
      if (token?.authorization === authorization) [token, reason] = [undefined, 'refused'];
      return true;
    },
    secrets: [client.clientSecret],
  };
}

type Fetching = { readonly token: Promise<Token>; readonly stop: AbortController; waiting: number };

/** One caller that gives up does not end the fetch for the others; the last one does. */
async function join(fetching: Fetching, signal: AbortSignal, stopped: () => WorldFailure): Promise<Token> {
  fetching.waiting += 1;
  try {
    return await orStopped(fetching.token, signal, stopped);
  } finally {
    fetching.waiting -= 1;
    if (fetching.waiting === 0) fetching.stop.abort();
  }
}

function targetOf(client: OAuthClient): Target {
  return { method: 'POST', url: new URL(client.tokenUrl) };
}

/** What comes out has been tried as often as it may be: whoever needs the token does not try again. */
async function fetchToken(
  client: OAuthClient,
  post: Post,
  options: WawiOptions,
  signal: AbortSignal,
): Promise<Token> {
  const wait = (milliseconds: number) => options.clock.sleep(milliseconds, signal);
  let sent = 0;
  const attempt = () => {
    sent += 1;
    return requestToken(client, post, options, signal);
  };
  try {
    return await retry(attempt, { random: options.random, wait });
  } catch (error) {
    if (signal.aborted) throw stoppedAt(targetOf(client));
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
): Promise<Token> {
  const startedAt = options.clock.now();
  const answer = await observeRequest({ endpoint: 'token', tenant: undefined }, options, () =>
    send(client, post, signal),
  );
  if (!isFine(answer)) throw refusal(client, answer, options.clock.now());
  return readToken(client, answer, startedAt);
}

/** The library writes the request, our own client sends it, so that limits and failures are those of every request. */
async function send(client: OAuthClient, post: Post, signal: AbortSignal): Promise<HttpAnswer> {
  const target = targetOf(client);
  let answer: HttpAnswer | undefined;
  await oauth.clientCredentialsGrantRequest(
    { issuer: target.url.origin, token_endpoint: client.tokenUrl },
    { client_id: client.clientId },
    basicAuth(client),
    client.scope === undefined ? {} : { scope: client.scope },
    {
      [oauth.allowInsecureRequests]: true, // whether plain http may be used has been settled with the settings
      [oauth.customFetch]: async (_, { headers, body }) => {
        answer = await post({ url: target.url, headers, body: String(body), signal });
        return new Response();
      },
    },
  );
  return answer!;
}

/**
 * RFC 6749 section 2.3.1: form-encoded, then joined and in base64. The library's own way also encodes `-`, `_` and `.`, which
 * the encoding leaves alone, and which servers that do not decode would then take for another client.
 */
function basicAuth({ clientId, clientSecret }: OAuthClient): oauth.ClientAuth {
  const credentials = [clientId, clientSecret.reveal()].map(formEncoded).join(':');
  return (_as, _client, _body, headers) => {
    headers.set('authorization', `Basic ${Buffer.from(credentials).toString('base64')}`);
  };
}

function formEncoded(text: string): string {
  return new URLSearchParams({ '': text }).toString().slice(1);
}

/** Every way in which a token request is refused (RFC 6749 section 5.2) has to do with who asks. */
function refusal(client: OAuthClient, answer: HttpAnswer, now: number): WorldFailure {
  const conceal = concealer([client.clientSecret]);
  const failure = answerFailure(targetOf(client), answer, { conceal, now, hint: hintFor(answer) });
  if (answer.status !== 400 && answer.status !== 401) return failure;
  const words = oauthError(answer);
  const said = words === undefined ? undefined : conceal(words);
  return failureAt(
    targetOf(client),
    'unauthorized',
    `no token: ${said ?? `the answer was ${answer.status}`}`,
    { hint: hintFor(answer) },
  );
}

/** The code, which the RFC restricts to a few letters. The description is not shown: issuers put all sorts into it. */
function oauthError(answer: HttpAnswer): string | undefined {
  const json = readJson(answer.body);
  const error = 'value' in json && (json.value as { error?: unknown } | null)?.error;
  return typeof error === 'string' && /^[\w.-]{1,60}$/.test(error) ? error : undefined;
}

function hintFor(answer: HttpAnswer): string | undefined {
  const error = oauthError(answer);
  if (error === 'invalid_scope') return 'check `auth.scope`: some issuers want one, and only certain ones';
  if (error === 'unauthorized_client' || error === 'unsupported_grant_type')
    return 'the client may not use client credentials: allow them where it is registered';
  if (answer.status === 404 || answer.status === 405) return 'check `auth.tokenUrl`';
  return answer.status === 400 || answer.status === 401
    ? 'check the client id and the client secret'
    : undefined;
}

/** Renewed while a tenth of its time is left, a minute at most, so that it does not run out on its way. */
function readToken(client: OAuthClient, answer: HttpAnswer, startedAt: number): Token {
  const json = readJson(answer.body);
  const granted = 'value' in json ? readGrant(json.value) : undefined;
  if (!granted) {
    const what = 'instead' in json ? json.instead : 'JSON that holds no bearer token';
    throw failureAt(targetOf(client), 'bad-answer', `${what} instead of a token`, {
      hint: 'check `auth.tokenUrl`',
    });
  }
  const { accessToken, lifetime } = granted;
  const margin = Number.isFinite(lifetime) ? Math.min(60_000, lifetime / 10) : 0;
  return {
    authorization: new Concealed(`Bearer ${accessToken}`),
    renewAt: startedAt + lifetime - margin,
  };
}

/** `lifetime` is in milliseconds. */
type Grant = { readonly accessToken: string; readonly lifetime: number };

/** Only what is used is looked at, since issuers send all sorts of fields along (RFC 6749 section 5.1). */
function readGrant(value: unknown): Grant | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { access_token: accessToken, token_type: type, expires_in: time } = value as Record<string, unknown>;
  if (typeof type !== 'string' || type.toLowerCase() !== 'bearer') return undefined;
  if (typeof accessToken !== 'string' || !fitsHeader(accessToken)) return undefined;
  const lifetime = Number(time ?? Number.POSITIVE_INFINITY) * 1000;
  return lifetime >= 0 ? { accessToken, lifetime } : undefined;
}
