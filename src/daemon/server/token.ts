import { createHash, timingSafeEqual } from 'node:crypto';
import { trimBlanks } from '../../base/text/characters.ts';
import type { Concealed } from '../../model/secret.ts';
import type { RefusedAt } from '../../reconcile/safety/waysOut.ts';

/** What becomes of a token that somebody sends. */
export type TokenVerdict =
  | { readonly kind: 'right' | 'wrong' }
  /** Too many were wrong: it was not looked at, and will not be for so many seconds. */
  | { readonly kind: 'held'; readonly seconds: number };

export type CheckToken = (given: string, client: string) => TokenVerdict;

/** So many wrong ones are answered in a row; the next one makes its client wait. Milliseconds. */
const [wrongAllowed, holdTime] = [5, 60_000];

/** Whoever has more addresses than these has more guesses too, but no more of our memory. */
const mostClients = 4_096;

/**
 * Undefined where no token is configured. Hashes are compared, so that the time it takes tells neither how much of a guess
 * is right nor how long the token is. What is wrong is forgotten after a minute, and by a right one.
 */
export function createCheckToken(
  token: Concealed | undefined,
  monotonic: () => number,
): CheckToken | undefined {
  // A header carries no blanks at its ends, while a token from a file often has a newline there.
  const expected = token && trimBlanks(token.reveal());
  if (!expected) return undefined;
  const hash = digest(expected);
  const guesses = new Map<string, { readonly count: number; readonly until: number }>();
  return (given, client) => {
    const [now, before] = [monotonic(), guesses.get(client)];
    const { count, until } = before && before.until > now ? before : { count: 0, until: 0 };
    if (count > wrongAllowed) return held(until - now);
    guesses.delete(client);
    if (timingSafeEqual(digest(trimBlanks(given)), hash)) return { kind: 'right' };
    guesses.set(client, { count: count + 1, until: now + holdTime });
    if (guesses.size > mostClients) guesses.delete(guesses.keys().next().value!);
    return count < wrongAllowed ? { kind: 'wrong' } : held(holdTime);
  };
}

function held(milliseconds: number): TokenVerdict {
  return { kind: 'held', seconds: Math.ceil(milliseconds / 1_000) };
}

/** What a header `authorization` carries; nothing is as wrong as anything else. */
export function bearerIn(authorization: string): string {
  return /^Bearer +(\S.*)$/i.exec(authorization)?.[1] ?? '';
}

/** What can be said of a refusal by whoever may, or may not, be sent a token. */
export function refusedAt(token: Concealed | undefined): RefusedAt {
  return token && trimBlanks(token.reveal()) ? 'run' : 'runWithoutToken';
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
