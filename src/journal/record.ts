import { createHash, randomBytes } from 'node:crypto';
import { sha256 } from '../base/hash.ts';
import type { Change, JournalRecordJson, Pass } from '../generated/journal.ts';
import type { FieldChange } from '../model/change.ts';
import { Concealed } from '../model/secret.ts';
import type { Entry, RecordedPass } from '../reconcile/ports.ts';
import { fieldJson } from '../report/json.ts';

type Unsealed<T> = T extends unknown ? Omit<T, 'number' | 'previous' | 'hash'> : never;

/** A record that has no place in the chain yet. */
export type Draft = Unsealed<JournalRecordJson>;

/** What an entry says, a record for each value; for a pass that came to no value, one of its own. */
export function draftsOf(entry: Entry, time: string): Draft[] {
  const { revision, changes, pass } = entry;
  const about = { time, pass: pass?.id ?? null, reasons: [...(pass?.reasons ?? [])], revision };
  const drafts = changes
    .filter((change) => change.outcome !== 'notAttempted')
    .flatMap((change) => change.fields.map((field) => changeDraft(change, field, about)));
  return drafts.length === 0 && pass?.told?.length ? [passDraft(pass, about)] : drafts;
}

type About = Pick<Change, 'time' | 'pass' | 'reasons' | 'revision'>;

function changeDraft(change: Entry['changes'][number], field: FieldChange, about: About): Unsealed<Change> {
  const { tenant, sync, outcome, error } = change;
  return {
    kind: 'change',
    ...about,
    tenant,
    sync: { id: sync.id, name: sync.name, salesChannel: sync.salesChannel },
    ...valuesOf(field),
    ...(outcome && { outcome }),
    ...(error && { error: brief(error) }),
    cause: field.cause,
  };
}

function valuesOf(field: FieldChange) {
  const { field: name, before, after } = fieldJson(field);
  if (field.field === 'interval') return { field: name, before, after, secret: false };
  const secret = field.before instanceof Concealed || field.after instanceof Concealed;
  const hidden = field.after instanceof Concealed ? field.after.reveal() : tooLong(field.after);
  return {
    field: name,
    option: { id: field.option.id, name: field.option.name },
    before: cut(before),
    after: cut(after),
    secret,
    ...(hidden !== undefined && { proof: prove(hidden) }),
  };
}

/** Characters of a value that are kept; of what is longer, a proof tells whether it is the same. */
const longestValue = 2_000;

function tooLong(value: string | null): string | undefined {
  return value !== null && value.length > longestValue ? value : undefined;
}

function cut(value: string | null): string | null {
  return tooLong(value) === undefined ? value : `${value?.slice(0, longestValue)}…`;
}

function prove(value: string) {
  const salt = randomBytes(16).toString('hex');
  return { salt, digest: sha256(salt + value) };
}

/** Whether a record's `after` is this very value. */
export function isAfter({ after, proof }: Pick<Change, 'after' | 'proof'>, value: string | null): boolean {
  if (!proof) return after === value;
  return value !== null && sha256(proof.salt + value) === proof.digest;
}

/** A bad tree of thousands of files would fill the journal with its problems; the log has them all. */
const mostTold = 20;

function passDraft({ id, result, told = [] }: RecordedPass, about: About): Unsealed<Pass> {
  return {
    kind: 'pass',
    ...about,
    pass: id,
    result,
    ...(told.length > 0 && { told: told.slice(0, mostTold).map(brief) }),
  };
}

function brief({ code, message }: { readonly code: string; readonly message: string }) {
  return { code, message: cut(message) as string };
}

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

/** A line that is just as it was sealed. */
export type Sealed = {
  readonly number: number;
  readonly hash: string;
  readonly previous: string | null;
  readonly record: JournalRecordJson;
};

const seals = /^,"hash":"([0-9a-f]{64})"\}$/;
const sealBytes = ',"hash":""}'.length + 64;

/** Undefined for a line that was cut, edited or never sealed. */
export function readSealed(line: Buffer): Sealed | undefined {
  const match = seals.exec(line.toString('latin1', Math.max(0, line.length - sealBytes)));
  if (!match) return undefined;
  const hash = match[1]!;
  const digest = createHash('sha256').update(line.subarray(0, -sealBytes)).update('}').digest('hex');
  if (digest !== hash) return undefined;
  const record = parseObject(line.toString()) as JournalRecordJson | undefined;
  if (!record || !Number.isSafeInteger(record.number)) return undefined;
  return { number: record.number, previous: record.previous, hash, record };
}

/** Undefined for what is no JSON object. */
export function parseObject(line: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const parsed: unknown = JSON.parse(line);
    return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
