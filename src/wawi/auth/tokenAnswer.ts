import { answerFailure } from '../../http/answerFailure.ts';
import type { HttpAnswer } from '../../http/client.io.ts';
import { concealer } from '../../http/conceal.ts';
import { failureAt, type RequestTarget } from '../../http/failures.ts';
import { readJson } from '../../http/json.ts';
import { Concealed } from '../../model/secret.ts';
import type { WorldFailure } from '../../problems/worldFailure.ts';
import { fitsHeader } from './signIn.ts';

export type AccessToken = {
  /** The value of the header `authorization`. */
  readonly authorization: Concealed;
  /** Milliseconds since 1970; from then on another is fetched. */
  readonly renewAt: number;
};

/**
 * Renewed while a tenth of its time is left, a minute at most, so that it does not run out on its way.
 * @throws WorldFailure where the answer holds no bearer token.
 */
export function readToken(target: RequestTarget, answer: HttpAnswer, startedAt: number): AccessToken {
  const json = readJson(answer.body);
  const granted = json.ok ? readGranted(json.value) : undefined;
  if (!granted) {
    const what = json.ok ? 'JSON that holds no bearer token' : json.why;
    throw failureAt(target, 'bad-answer', `${what} instead of a token`, { hint: checkTokenUrl });
  }
  const { accessToken, lifetime } = granted;
  const margin = Number.isFinite(lifetime) ? Math.min(60_000, lifetime / 10) : 0;
  return {
    authorization: new Concealed(`Bearer ${accessToken}`),
    renewAt: startedAt + lifetime - margin,
  };
}

/** Only what is used is looked at, since issuers send all sorts of fields along (RFC 6749 section 5.1). `lifetime` is in milliseconds. */
function readGranted(
  value: unknown,
): { readonly accessToken: string; readonly lifetime: number } | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { access_token: accessToken, token_type: type, expires_in: time } = value as Record<string, unknown>;
  if (typeof type !== 'string' || type.toLowerCase() !== 'bearer') return undefined;
  if (typeof accessToken !== 'string' || !fitsHeader(accessToken)) return undefined;
  const lifetime = Number(time ?? Number.POSITIVE_INFINITY) * 1000;
  return lifetime >= 0 ? { accessToken, lifetime } : undefined;
}

/** Every way in which a token request is refused (RFC 6749 section 5.2) has to do with who asks. */
export function tokenRefusal(
  target: RequestTarget,
  answer: HttpAnswer,
  clientSecret: Concealed,
  now: number,
): WorldFailure {
  const conceal = concealer([clientSecret]);
  const code = errorCode(answer);
  const hint = nextStepFor(answer.status, code);
  if (!saysNo(answer.status)) return answerFailure(target, answer, { conceal, now, hint });
  const said = (code && conceal(code)) ?? `the answer was ${answer.status}`;
  return failureAt(target, 'unauthorized', `no token: ${said}`, { hint });
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
