import { randomBytes } from 'node:crypto';

/** 256 bits that nobody can guess, as 43 characters that a cookie may hold. */
export function randomId(): string {
  return randomBytes(32).toString('base64url');
}
