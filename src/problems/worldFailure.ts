import type { CodeOf } from './codes.ts';

export type FailureCode = CodeOf<'failure'>;

export type WorldFailureDetails = {
  readonly code: FailureCode;
  /** The call that failed, as method and path: `GET /v2/workers`. Never a query, a header or a body. */
  readonly call: string;
  /** Whether the same request may succeed later by itself. Decided where the failure is understood, by the adapter. */
  readonly retriable: boolean;
  /** How often it was tried. */
  readonly attempts?: number | undefined;
  readonly hint?: string | undefined;
  /** Milliseconds that the server asked to wait. */
  readonly retryAfter?: number | undefined;
  /** The proxy that the call went through, without its user. */
  readonly proxy?: string | undefined;
  readonly cause?: unknown;
};

/** The world's failure: the one class that adapters throw. Its message is fit for users and holds no token, secret or body. */
export class WorldFailure extends Error {
  readonly code: FailureCode;
  readonly call: string;
  readonly retriable: boolean;
  readonly attempts: number;
  readonly hint: string | undefined;
  readonly retryAfter: number | undefined;
  readonly proxy: string | undefined;

  constructor(message: string, details: WorldFailureDetails) {
    super(message, { cause: details.cause });
    this.name = 'WorldFailure';
    this.code = details.code;
    this.call = details.call;
    this.retriable = details.retriable;
    this.attempts = details.attempts ?? 1;
    this.hint = details.hint;
    this.retryAfter = details.retryAfter;
    this.proxy = details.proxy;
  }
}
