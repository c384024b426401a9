import { type FailureCode, WorldFailure } from '../problems/worldFailure.ts';

/** Where a request goes. Shown without query and credentials. */
export type RequestTarget = { readonly method: 'GET' | 'POST'; readonly url: URL };

type FailureDetails = {
  readonly retriable?: boolean;
  readonly hint?: string | undefined;
  readonly retryAfter?: number | undefined;
  readonly cause?: unknown;
};

/** `GET http://127.0.0.1:64110/api/eazybusiness/workers: connection refused` */
export function failureAt(
  { method, url }: RequestTarget,
  code: FailureCode,
  what: string,
  details: FailureDetails = {},
) {
  const { retriable = false, hint, retryAfter, cause } = details;
  return new WorldFailure(`${method} ${url.origin}${url.pathname}: ${what}`, {
    code,
    call: `${method} ${url.pathname}`,
    retriable,
    ...(hint !== undefined && { hint }),
    ...(retryAfter !== undefined && { retryAfter }),
    ...(cause !== undefined && { cause }),
  });
}

/** `last` is the failure after which no further try was made. */
export function stoppedAt(target: RequestTarget, last?: WorldFailure): WorldFailure {
  const what = last ? `stopped before it was tried again, after: ${last.message}` : 'stopped';
  return failureAt(target, 'stopped', what, { cause: last });
}

type Changed = { readonly message?: string; readonly attempts?: number; readonly retriable?: boolean };

/** The same failure, but for what `changed` says. */
export function changedFailure(failure: WorldFailure, changed: Changed): WorldFailure {
  const { code, call, retriable, attempts, hint, retryAfter, cause } = failure;
  return new WorldFailure(changed.message ?? failure.message, {
    code,
    call,
    retriable: changed.retriable ?? retriable,
    attempts: changed.attempts ?? attempts,
    ...(hint !== undefined && { hint }),
    ...(retryAfter !== undefined && { retryAfter }),
    cause,
  });
}

/** The same failure, telling people how often it was tried. */
export function withTries(failure: WorldFailure, tries: number): WorldFailure {
  return tries > 1
    ? changedFailure(failure, { message: `${failure.message} (after ${tries} tries)` })
    : failure;
}
