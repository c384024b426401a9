import { createHash, randomBytes } from 'node:crypto';

/** Hex digest of a text's UTF-8 bytes. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** 128 random bits. */
export function randomHex(): string {
  return randomBytes(16).toString('hex');
}
