import { createHash } from 'node:crypto';
import { sha256 } from '../base/hash.ts';
import { parsedJson } from '../base/text/json.ts';
import type { JournalRecordJson } from '../generated/journal.ts';

/** A record's place in the chain. Both are those of the record before, at the beginning 0 and null. */
export type Link = { readonly number: number; readonly hash: string | null };

export const noLink: Link = { number: 0, hash: null };

/** One line of the journal, without its newline, and the link that the next one follows. */
export function seal(draft: Draft, { number, hash }: Link): { readonly line: string; readonly link: Link } {
  const { kind, ...rest } = draft;
  const text = JSON.stringify({ kind, number: number + 1, ...rest, previous: hash });
  const own = sha256(text);
  return { line: `${text.slice(0, -1)},"hash":"${own}"}`, link: { number: number + 1, hash: own } };
}

const seals = /^,"hash":"([0-9a-f]{64})"\}$/;
const sealBytes = ',"hash":""}'.length + 64;

/** The record in a line that is just as it was sealed. Undefined for one that was cut, edited or never sealed. */
export function readSealed(line: Buffer): JournalRecordJson | undefined {
  const hash = seals.exec(line.toString('latin1', Math.max(0, line.length - sealBytes)))?.[1];
  if (hash === undefined) return undefined;
  const digest = createHash('sha256').update(line.subarray(0, -sealBytes)).update('}').digest('hex');
  if (digest !== hash) return undefined;
  const record = parseObject(line.toString()) as JournalRecordJson | undefined;
  return record && Number.isSafeInteger(record.number) ? record : undefined;
}

/** Undefined for what is no JSON object. */
export function parseObject(line: string): Readonly<Record<string, unknown>> | undefined {
  const parsed = parsedJson(line);
  return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : undefined;
}

export type Unsealed<T> = T extends unknown ? Omit<T, 'number' | 'previous' | 'hash'> : never;

/** A record that has no place in the chain yet. */
export type Draft = Unsealed<JournalRecordJson>;

export type Torn = { readonly bytes: number; readonly digest: string };

/** `bytes` without the newline that ends them. */
export function tornFrom(bytes: Buffer): Torn {
  return { bytes: bytes.length, digest: createHash('sha256').update(bytes).digest('hex') };
}
