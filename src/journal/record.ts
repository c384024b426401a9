import { sha256 } from '../base/hash.ts';
import { timeText } from '../base/timestamp.ts';
import type { Change, Pass } from '../generated/journal.ts';
import { type FieldChange, fieldJson, wantedInClear } from '../model/fields/index.ts';
import type { ValueJson } from '../model/fields/kind.ts';
import type { Entry, RecordedPass } from '../reconcile/ports.ts';
import type { Draft, Unsealed } from './chain.ts';

/** What an entry says, a record for each value; for a pass that came to no value, one of its own. `salt` gives another one each time, for proofs. */
export function draftsOf(entry: Entry, time: string, salt: () => string): Draft[] {
  const { changes, pass } = entry;
  const about = { time, pass: pass?.id ?? null, reasons: [...(pass?.reasons ?? [])], ...sourceOf(entry) };
  const approved = pass?.approvedAt !== undefined && { approvedAt: timeText(pass.approvedAt) };
  const heading = { ...about, ...approved };
  const allowed = allowedBy(entry);
  const drafts = changes
    .filter((change) => change.outcome !== 'notAttempted')
    .flatMap((change) =>
      change.fields.map((field) => ({ ...changeDraft(change, field, heading, salt), ...allowed })),
    );
  return drafts.length === 0 && pass?.told?.length ? [passDraft(pass, about)] : drafts;
}

/** That a pass was let through by `safety.allow`, for how long and why. */
function allowedBy({ allowed }: Entry): Pick<Change, 'allowed'> {
  if (!allowed) return {};
  const { until, reason } = allowed;
  return {
    allowed: { until: timeText(until), ...(reason !== undefined && { reason: cut(reason) as string }) },
  };
}

type PassHeading = Pick<Change, 'time' | 'pass' | 'reasons' | 'revision' | 'commit' | 'approvedAt'>;

function sourceOf({ revision, commit }: Entry): Pick<Change, 'revision' | 'commit'> {
  if (!commit) return { revision };
  return {
    revision,
    commit: { author: cut(commit.author) as string, subject: cut(commit.subject) as string },
  };
}

function changeDraft(
  change: Entry['changes'][number],
  field: FieldChange,
  about: PassHeading,
  salt: () => string,
): Unsealed<Change> {
  const { tenant, sync } = change;
  const took = change.residual && !change.residual.includes(field);
  const { outcome, error } = took
    ? ({ outcome: 'applied' } as Pick<typeof change, 'outcome' | 'error'>)
    : change;
  return {
    kind: 'change',
    ...about,
    tenant,
    sync: { id: sync.id, name: sync.name, salesChannel: sync.salesChannel },
    ...valuesOf(field, salt),
    ...(outcome && { outcome }),
    ...(error && { error: brief(error) }),
    cause: field.cause,
  };
}

function valuesOf(change: FieldChange, salt: () => string) {
  const { field, option, before, after, secret = false } = fieldJson(change);
  const wanted = wantedInClear(change);
  const hidden = secret && typeof wanted === 'string' ? wanted : tooLong(wanted);
  return {
    field,
    ...(option && { option: { id: option.id, name: option.name } }),
    before: cut(before),
    after: cut(after),
    secret,
    ...(hidden !== undefined && { proof: prove(hidden, salt()) }),
  };
}

/** Characters of a value that are kept; of what is longer, a proof tells whether it is the same. */
const longestValue = 2_000;

function tooLong(value: ValueJson): string | undefined {
  return typeof value === 'string' && value.length > longestValue ? value : undefined;
}

function cut<V extends ValueJson>(value: V): V | string {
  const long = tooLong(value);
  return long === undefined ? value : `${long.slice(0, longestValue)}…`;
}

function prove(value: string, salt: string) {
  return { salt, digest: sha256(salt + value) };
}

/** Whether a record's `after` is this very value. */
export function isAfter({ after, proof }: Pick<Change, 'after' | 'proof'>, value: ValueJson): boolean {
  if (!proof) return after === value;
  return typeof value === 'string' && sha256(proof.salt + value) === proof.digest;
}

/** A bad tree of thousands of files would fill the journal with its problems; the log has them all. */
const mostTold = 20;

function passDraft({ id, result, told = [] }: RecordedPass, about: PassHeading): Unsealed<Pass> {
  return {
    kind: 'pass',
    ...about,
    pass: id,
    result,
    ...(told.length > 0 && { told: told.slice(0, mostTold).map(withHint) }),
  };
}

type ToldOnce = NonNullable<RecordedPass['told']>[number];

function brief({ code, message }: ToldOnce) {
  return { code, message: cut(message) };
}

function withHint({ hint, ...said }: ToldOnce) {
  return { ...brief(said), ...(hint !== undefined && { hint: cut(hint) }) };
}
