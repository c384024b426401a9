import { sha256 } from '../base/hash.ts';

const formatVersion = '1.0';

/** Data as text, and a first line by which damage is noticed: half a file is none. */
export function seal(data: unknown): string {
  const body = JSON.stringify(data);
  return `${JSON.stringify({ formatVersion, hash: sha256(body) })}\n${body}\n`;
}

/** Undefined for what is damaged, or was written by a version that says it otherwise. */
export function unseal(text: string): unknown {
  const [head = '', body = '', ...rest] = text.split('\n');
  const isWhole = head === JSON.stringify({ formatVersion, hash: sha256(body) }) && rest.join('') === '';
  return isWhole ? JSON.parse(body) : undefined;
}
