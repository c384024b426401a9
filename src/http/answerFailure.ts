import { durationOfSeconds, toShort } from '../model/duration.ts';
import type { FailureCode, WorldFailure } from '../problems/worldFailure.ts';
import { type HttpAnswer, nameStatus, passing } from './answer.ts';
import type { Conceal } from './conceal.ts';
import { errorWords } from './errorWords.ts';
import { failureAt, type RequestTarget } from './failures.ts';
import { readRetryAfter } from './retryAfter.ts';

type Telling = { readonly conceal: Conceal; readonly now: number; readonly hint?: string | undefined };

/** Milliseconds between two questions for what is still to come: with the tries that there are, it has some 10 s. */
const untilThere = 2_000;

/** An answer that is no success, as a failure. What may pass by itself is told by its status alone (the API page). */
export function answerFailure(
  target: RequestTarget,
  answer: HttpAnswer,
  { conceal, now, hint }: Telling,
): WorldFailure {
  const { status } = answer;
  const asked = passing.has(status) ? readRetryAfter(answer, now) : undefined;
  const words = errorWords(answer.body, conceal);
  const what = [nameStatus(status), words, asksToWait(asked)].filter((part) => part !== undefined);
  return failureAt({ ...target, via: answer.via }, codeOf(status), what.join(': '), {
    retriable: passing.has(status),
    hint,
    retryAfter: asked ?? (status === 202 ? untilThere : undefined),
  });
}

const codes: Readonly<Record<number, FailureCode>> = {
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not-found',
  408: 'timeout',
  409: 'changed-meanwhile',
  425: 'server-error',
  429: 'rate-limited',
};

function codeOf(status: number): FailureCode {
  return codes[status] ?? (status >= 500 ? 'server-error' : status >= 400 ? 'rejected' : 'bad-answer');
}

function asksToWait(milliseconds: number | undefined): string | undefined {
  if (milliseconds === undefined || milliseconds === 0) return undefined;
  return `asks to come back in ${inWords(milliseconds)}`;
}

export function inWords(milliseconds: number): string {
  return toShort(durationOfSeconds(Math.ceil(milliseconds / 1000)));
}
