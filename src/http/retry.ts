import pRetry from 'p-retry';
import { WorldFailure } from '../problems/worldFailure.ts';

/** The contract's figures. Milliseconds. */
const tries = 5;
const firstDelay = 500;
const longestDelay = 30_000;
/** A server that wants to be left alone for longer is left alone: the failure says until when. Milliseconds. */
export const longestWait = 120_000;

export type Patience = {
  readonly random: () => number;
  /** Milliseconds. Whatever it throws ends the tries. */
  readonly wait: (milliseconds: number, failure: WorldFailure) => Promise<void>;
};

/**
 * The one place where anything is tried again: what may pass by itself, with waits of exponentially growing random length.
 * The first try goes without the library, since nearly all need no other, and what it sets up costs a fifth of a request.
 */
export async function retry<T>(attempt: () => Promise<T>, patience: Patience): Promise<T> {
  try {
    return await attempt();
  } catch (error) {
    if (!mayPass(error)) throw error;
    await patience.wait(delay(error, 1, patience.random), error);
    return retryOn(attempt, patience);
  }
}

function retryOn<T>(attempt: () => Promise<T>, { random, wait }: Patience): Promise<T> {
  return pRetry(attempt, {
    retries: tries - 2,
    // p-retry's own wait, whose jitter only lengthens. Ours is below.
    minTimeout: 0,
    shouldRetry: ({ error }) => mayPass(error),
    onFailedAttempt: async ({ error, attemptNumber, retriesLeft }) => {
      if (retriesLeft > 0 && mayPass(error)) await wait(delay(error, attemptNumber + 1, random), error);
    },
  });
}

function mayPass(error: unknown): error is WorldFailure {
  return error instanceof WorldFailure && error.retriable && (error.retryAfter ?? 0) <= longestWait;
}

/** Full jitter, on top of what the server asks for, so that many clients do not come back at one moment. */
function delay(failure: WorldFailure, attempt: number, random: () => number): number {
  if (failure.code === 'unauthorized') return 0; // a new token needs no rest
  const jitter = random() * Math.min(longestDelay, firstDelay * 2 ** (attempt - 1));
  return Math.ceil((failure.retryAfter ?? 0) + jitter);
}
