import { type FailureCode, WorldFailure, type WorldFailureDetails } from '../problems/worldFailure.ts';
import type { HttpProxy } from './proxies.ts';

/** Where a request goes. Shown without query and credentials. */
export type RequestTarget = {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly url: URL;
  readonly via?: HttpProxy | undefined;
};

type FailureDetails = Pick<WorldFailureDetails, 'hint' | 'retryAfter' | 'cause'> & {
  readonly retriable?: boolean;
};

/** `GET http://127.0.0.1:64110/api/eazybusiness/workers: connection refused`, and before the colon the proxy, where there is one. */
export function failureAt(
  { method, url, via }: RequestTarget,
  code: FailureCode,
  what: string,
  details: FailureDetails = {},
): WorldFailure {
  const through = via ? ` through the proxy ${via.url.origin}` : '';
  return new WorldFailure(`${method} ${url.origin}${url.pathname}${through}: ${what}`, {
    code,
    call: `${method} ${url.pathname}`,
    retriable: false,
    proxy: via?.url.origin,
    ...details,
  });
}

/** `limit` is in bytes. */
export function tooLarge(target: RequestTarget, limit: number): WorldFailure {
  const what = `an answer of more than ${limit / 1_000_000} MB`;
  return failureAt(target, 'answer-too-large', what, { hint: checkAddress });
}

export const checkAddress = 'check `api.baseUrl` (or `auth.tokenUrl`)';

/** `last` is the failure after which no further try was made. */
export function stoppedAt(target: RequestTarget, last?: WorldFailure): WorldFailure {
  const what = last ? `stopped before it was tried again, after: ${last.message}` : 'stopped';
  return failureAt(target, 'stopped', what, { cause: last });
}

/** The same failure, but for what is said of it. */
export function changedFailure(
  failure: WorldFailure,
  changed: Partial<Pick<WorldFailureDetails, 'attempts' | 'retriable' | 'hint'>> & {
    readonly message?: string;
  },
): WorldFailure {
  const { message, cause } = failure;
  return new WorldFailure(changed.message ?? message, { ...failure, cause, ...changed });
}

/** The same failure, telling people how often it was tried. */
export function withTries(failure: WorldFailure, tries: number): WorldFailure {
  return tries > 1
    ? changedFailure(failure, { message: `${failure.message} (after ${tries} tries)` })
    : failure;
}
