import { createHash, timingSafeEqual } from 'node:crypto';
import { trimBlanks } from '../../base/text/characters.ts';
import type { Concealed } from '../../model/secret.ts';
import type { RefusedAt } from '../../reconcile/safety/waysOut.ts';

/**
 * Undefined where no token is configured. Hashes are compared, so that the time it takes tells neither how much of a guess
 * is right nor how long the token is.
 */
export function createCheckToken(token: Concealed | undefined) {
  // A header carries no blanks at its ends, while a token from a file often has a newline there.
  const expected = token && trimBlanks(token.reveal());
  if (!expected) return undefined;
  const hash = digest(expected);
  return (authorization: string | undefined): boolean => {
    const given = /^Bearer +(\S.*)$/i.exec(authorization ?? '')?.[1]?.trim();
    return timingSafeEqual(digest(given ?? ''), hash);
  };
}

/** What can be said of a refusal by whoever may, or may not, be sent a token. */
export function refusedAt(token: Concealed | undefined): RefusedAt {
  return createCheckToken(token) ? 'run' : 'runWithoutToken';
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
