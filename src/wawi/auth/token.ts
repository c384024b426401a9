import { Buffer } from 'node:buffer';
import { type HttpAnswer, isThere } from '../../http/answer.ts';
import { answerFailure } from '../../http/answerFailure.ts';
import type { Post } from '../../http/client.io.ts';
import { type Conceal, concealer } from '../../http/conceal.ts';
import { errorWords } from '../../http/errorWords.ts';
import { changedFailure, failureAt, type RequestTarget, stoppedAt, withTries } from '../../http/failures.ts';
import { formEncoded } from '../../http/formEncoded.ts';
import { readJson } from '../../http/json.ts';
import { retry } from '../../http/retry.ts';
import { Concealed } from '../../model/secret.ts';
import { WorldFailure } from '../../problems/worldFailure.ts';
import { sendObserved } from '../observer.ts';
import type { WawiOptions } from '../options.ts';
import { fitsHeader } from './signIn.ts';

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
  const { clock, random } = options;
  const target = tokenTarget(client);
  const conceal = concealer([client.clientSecret]);
  let sent = 0;
  const attempt = async () => {
    sent += 1;
    const startedAt = clock.monotonic();
    const answer = await sendObserved({ endpoint: 'token', tenant: undefined }, options, () =>
      post({ url: target.url, ...messageOf(client, options.version), signal: stop }),
    );
    if (!isThere(answer) || errorCode(answer) !== undefined)
      throw tokenRefusal(target, answer, conceal, clock.now());
    return readToken(target, answer, startedAt, conceal);
  };
  try {
    return await retry(attempt, { random, wait: (milliseconds) => clock.sleep(milliseconds, stop) });
  } catch (error) {
    if (stop.aborted) throw stoppedAt(target);
    throw error instanceof WorldFailure
      ? changedFailure(withTries(error, sent), { retriable: false })
      : error;
  }
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

export type AccessToken = {
  /** The value of the header `authorization`. */
  readonly authorization: Concealed;
  /** By the monotonic clock, in milliseconds; from then on another is fetched. */
  readonly renewAt: number;
};

/**
 * Renewed while a tenth of its time is left, a minute at most, so that it does not run out on its way.
 * @throws WorldFailure where the answer holds no bearer token.
 */
export function readToken(
  target: RequestTarget,
  answer: HttpAnswer,
  startedAt: number,
  conceal: Conceal,
): AccessToken {
  const json = readJson(answer.body);
  const granted = json.ok ? readGranted(json.value) : undefined;
  if (!granted) {
    const instead = errorWords(answer.body, conceal);
    const what = json.ok ? 'JSON that holds no bearer token' : json.why;
    const words = instead === undefined ? '' : `: ${instead}`;
    const { via } = answer;
    throw failureAt({ ...target, via }, 'bad-answer', `${what} instead of a token${words}`, {
      hint: checkTokenUrl,
    });
  }
  const { accessToken, lifetime } = granted;
  const margin = Number.isFinite(lifetime) ? Math.min(60_000, lifetime / 10) : 0;
  return {
    authorization: new Concealed(`Bearer ${accessToken}`),
    renewAt: startedAt + lifetime - margin,
  };
}

/** Only what is used is looked at, since issuers send all sorts of fields along (RFC 6749 section 5.1). `lifetime` is in milliseconds. */
function readGranted(value: unknown) {
  if (typeof value !== 'object' || value === null) return undefined;
  const { access_token: accessToken, token_type, expires_in: time } = value as Record<string, unknown>;
  // Some issuers leave the type out, and mean the only one that there is.
  const type = token_type ?? 'bearer';
  if (typeof type !== 'string' || type.toLowerCase() !== 'bearer') return undefined;
  if (typeof accessToken !== 'string' || !fitsHeader(accessToken)) return undefined;
  const lifetime = Number(time ?? Number.POSITIVE_INFINITY) * 1000;
  return lifetime >= 0 ? { accessToken, lifetime } : undefined;
}

/** Every way in which a token request is refused (RFC 6749 section 5.2) has to do with who asks. */
export function tokenRefusal(
  target: RequestTarget,
  answer: HttpAnswer,
  conceal: Conceal,
  now: number,
): WorldFailure {
  const code = errorCode(answer);
  const isNo = saysNo(answer.status) || (isThere(answer) && code !== undefined);
  const hint = nextStepFor(isNo ? 401 : answer.status, code);
  if (!isNo) return answerFailure(target, answer, { conceal, now, hint });
  const said = (code && conceal(code)) ?? `the answer was ${answer.status}`;
  return failureAt({ ...target, via: answer.via }, 'unauthorized', `no token: ${said}`, { hint });
}

function saysNo(status: number): boolean {
  return status === 400 || status === 401;
}

/** `error`, which the RFC restricts to a few letters. The description is not shown: issuers put all sorts into it. */
function errorCode({ body }: HttpAnswer): string | undefined {
  const json = readJson(body);
  const error = json.ok && (json.value as { error?: unknown } | null)?.error;
  return typeof error === 'string' && /^[\w.-]{1,60}$/.test(error) ? error : undefined;
}

const checkTokenUrl = 'check `auth.tokenUrl`';

function nextStepFor(status: number, code: string | undefined): string | undefined {
  if (code === 'invalid_scope') return 'check `auth.scope`: some issuers want one, and only certain ones';
  if (code === 'unauthorized_client' || code === 'unsupported_grant_type')
    return 'the client may not use client credentials: allow them where it is registered';
  if (status === 404 || status === 405) return checkTokenUrl;
  return saysNo(status) ? 'check the client id and the client secret' : undefined;
}
