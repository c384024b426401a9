import pRetry from 'p-retry';
import { WorldFailure } from '../problems/worldFailure.ts';

/** The contract's figures. Milliseconds. */
const tries = 5;
const firstDelay = 500;
const longestDelay = 30_000;
/** A server that wants to be left alone for longer is left alone: the failure says until when. Milliseconds. */
export const longestWait = 120_000;

export type RetryOptions = {
  /** 0 ≤ random() < 1. */
  readonly random: () => number;
  /** Milliseconds. Whatever it throws ends the tries. */
  readonly wait: (milliseconds: number, failure: WorldFailure) => Promise<void>;
};

/** The one place where a request is tried again: what may pass by itself, with waits of exponentially growing random length. */
export function retry<T>(attempt: () => Promise<T>, { random, wait }: RetryOptions): Promise<T> {
  return pRetry(attempt, {
    retries: tries - 1,
    // The library's own jitter only lengthens, and it knows no Retry-After: the wait lies in the decision.
    minTimeout: 0,
    async shouldRetry({ error, attemptNumber }) {
      if (!mayPass(error)) return false;
      await wait(delay(error, attemptNumber, random), error);
      return true;
    },
  });
}

function mayPass(error: Error): error is WorldFailure {
  return error instanceof WorldFailure && error.retriable && (error.retryAfter ?? 0) <= longestWait;
}

/** Full jitter, on top of what the server asks for, so that many clients do not come back at one moment. */
function delay(failure: WorldFailure, attempt: number, random: () => number): number {
  if (failure.code === 'unauthorized') return 0; // a new token needs no rest
  const jitter = random() * Math.min(longestDelay, firstDelay * 2 ** (attempt - 1));
  return Math.ceil((failure.retryAfter ?? 0) + jitter);
}
