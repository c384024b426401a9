import { alike } from '../base/collections.ts';
import { nearest } from '../base/nearest.ts';
import { unseenDifference } from '../base/text/characters.ts';
import type {
  Change as ChangeRecord,
  HistoryJson,
  Pass as PassRecord,
  Verification as VerificationJson,
} from '../generated/history.ts';
import { contentOf, type FieldChange, fieldToShow, isFieldName, wantedOf } from '../model/fields/index.ts';
import type { ValueJson } from '../model/fields/kind.ts';
import { formatVersion } from '../model/formatVersion.ts';
import { withoutShapes } from '../model/secretSigns.ts';
import { isSyncCalled, syncName } from '../model/syncName.ts';

/** What was seen or done at one time, as `schemas/history.schema.json` has it. */
export type HistoryRecord = ChangeRecord | PassRecord;

/** Whether the journal's records follow one another without a break. */
export type Verification = VerificationJson;

type Loose = { readonly [key: string]: unknown };

/** One line of the journal, which may come from anywhere. Undefined for one that is about no change and no pass. */
export function historyRecord(line: Loose): HistoryRecord | undefined {
  const about = aboutOf(line);
  if (!about) return undefined;
  return line.kind === 'pass' ? passRecord(line, about) : changeRecord(line, about);
}

function aboutOf(line: Loose) {
  const { time, number, pass, reasons, revision } = line;
  const commit = commitOf(line.commit);
  if (typeof time !== 'string' || Number.isNaN(Date.parse(time))) return undefined;
  return {
    number: Number.isSafeInteger(number) ? (number as number) : null,
    time: new Date(Date.parse(time)).toISOString(),
    pass: textOrNull(pass) ?? null,
    reasons: Array.isArray(reasons) ? reasons.filter((one) => typeof one === 'string') : [],
    revision: textOrNull(revision) ?? null,
    ...(commit && { commit }),
  };
}

type RecordHeading = NonNullable<ReturnType<typeof aboutOf>>;

function passRecord({ result, told }: Loose, about: RecordHeading): PassRecord | undefined {
  if (about.pass === null || typeof result !== 'string') return undefined;
  const said = Array.isArray(told) ? told.flatMap((one) => toldOf(one) ?? []) : [];
  return { kind: 'pass', ...about, pass: about.pass, result, ...(said.length > 0 && { told: said }) };
}

function changeRecord(line: Loose, about: RecordHeading): ChangeRecord | undefined {
  const { tenant, field, outcome, cause, approvedAt } = line;
  const [sync, option, error] = [syncOf(line.sync), optionOf(line.option), toldOf(line.error)];
  // An older journal may hold in clear what nobody knew for a secret then.
  const [before, after] = [line.before, line.after].map((value) => valueIn(harmless(value)));
  if (typeof tenant !== 'string' || !sync || before === undefined || after === undefined) return undefined;
  if (!isFieldName(field) || (field === 'configs' && !option)) return undefined;
  return {
    kind: 'change',
    ...about,
    tenant,
    sync,
    field,
    ...(option && { option }),
    before,
    after,
    ...allowedOf(line.allowed),
    secret: line.secret === true || (line.secret === undefined && line.proof !== undefined),
    ...(isOneOf(outcomes, outcome) && { outcome }),
    ...(error && { error }),
    cause: isOneOf(causes, cause) ? cause : 'unknown',
    ...(typeof approvedAt === 'string' && { approvedAt }),
  };
}

function allowedOf(value: unknown): Pick<ChangeRecord, 'allowed'> {
  const { until, reason } = { ...(value as Loose) };
  if (typeof until !== 'string') return {};
  return { allowed: { until, ...(typeof reason === 'string' && { reason: withoutShapes(reason) }) } };
}

function harmless(value: unknown): unknown {
  return typeof value === 'string' ? withoutShapes(value) : value;
}

const causes = ['git', 'live', 'unknown'] as const satisfies readonly ChangeRecord['cause'][];
const outcomes = ['applied', 'failed', 'notConverged', 'notAttempted', 'refused'] as const;

function isOneOf<T>(these: readonly T[], value: unknown): value is T {
  return these.includes(value as T);
}

function textOrNull(value: unknown): string | null | undefined {
  return typeof value === 'string' || value === null ? value : undefined;
}

function valueIn(value: unknown): ValueJson | undefined {
  return typeof value === 'boolean' ? value : textOrNull(value);
}

function syncOf(value: unknown): ChangeRecord['sync'] | undefined {
  const { id, name, salesChannel } = { ...(value as Loose) };
  if (typeof id !== 'string' || typeof name !== 'string') return undefined;
  return { id, name, salesChannel: textOrNull(salesChannel) ?? null };
}

function commitOf(value: unknown): ChangeRecord['commit'] {
  const { author, subject } = { ...(value as Loose) };
  return typeof author === 'string' && typeof subject === 'string'
    ? { author, subject: withoutShapes(subject) }
    : undefined;
}

function optionOf(value: unknown): ChangeRecord['option'] {
  const { id, name } = { ...(value as Loose) };
  return typeof id === 'string' && typeof name === 'string' ? { id, name } : undefined;
}

function toldOf(value: unknown): { code: string; message: string; hint?: string } | undefined {
  const { code, message, hint } = { ...(value as Loose) };
  return typeof code === 'string' && typeof message === 'string'
    ? {
        code,
        message: withoutShapes(message),
        ...(typeof hint === 'string' && { hint: withoutShapes(hint) }),
      }
    : undefined;
}

/** Empty lists stand for all. Times are milliseconds since 1970: from `since` on, and before `until`. */
export type HistoryFilter = {
  readonly tenants: readonly string[];
  /** By name, by name and sales channel as the product prints them, or by identifier. */
  readonly syncs: readonly string[];
  readonly since?: number;
  readonly until?: number;
  /** The newest of those that match. */
  readonly limit?: number;
};

/** What was found of the journal. `total` counts all that match, of which `records` are the newest. */
export type History = {
  readonly records: readonly HistoryRecord[];
  readonly total: number;
  /** A sync that was probably meant, where none has the name that was asked for, and what cannot be seen to differ. */
  readonly meant?: { readonly name: string; readonly unseen: string | undefined };
};

/** Takes in records one by one, oldest first, and keeps those that match. */
export function createSelection(filter: HistoryFilter) {
  const limit = filter.limit ?? Number.POSITIVE_INFINITY;
  let kept: HistoryRecord[] = [];
  let total = 0;
  const names = new Set<string>();
  return {
    /** Of syncs in all records that were taken in. */
    names: names as ReadonlySet<string>,
    /** Whether it matches. */
    add(record: HistoryRecord): boolean {
      if (record.kind === 'change') names.add(syncName(record.sync)).add(record.sync.name);
      if (!matches(record, filter)) return false;
      total += 1;
      kept.push(record);
      // Dropped by halves: to cut one off the front each time would cost more than to keep it.
      if (kept.length >= 2 * limit + 1) kept = newest(kept, limit);
      return true;
    },
    history(): History {
      const meant = total === 0 ? meantBy(filter.syncs, [...names]) : undefined;
      return { records: newest(kept, limit), total, ...(meant !== undefined && { meant }) };
    },
  };
}

function newest<T>(list: readonly T[], limit: number): T[] {
  return list.slice(Math.max(0, list.length - limit));
}

function matches(record: HistoryRecord, { tenants, syncs, since, until }: HistoryFilter): boolean {
  const at = Date.parse(record.time);
  if (since !== undefined && at < since) return false;
  if (until !== undefined && at >= until) return false;
  if (record.kind === 'pass') return tenants.length === 0 && syncs.length === 0;
  if (tenants.length > 0 && !tenants.includes(record.tenant)) return false;
  return syncs.length === 0 || syncs.some((name) => isSyncCalled(record.sync, name));
}

/** The sync that was probably meant, by the names that there are. */
export function meantBy(wanted: readonly string[], names: readonly string[]): History['meant'] {
  for (const asked of wanted) {
    const name = names.includes(asked) ? undefined : nearest(asked, names);
    if (name !== undefined) return { name, unseen: unseenDifference(asked, name) };
  }
  return undefined;
}

export function historyJson(
  records: readonly HistoryRecord[],
  more: Pick<HistoryJson, 'verification' | 'problems'> = {},
): HistoryJson {
  return { formatVersion, records: [...records], ...more };
}

/** What one pass did, alike on many tenants. What no pass did, was done by one command where it is close in time. */
export function sameRecords(records: readonly HistoryRecord[], isFull?: boolean) {
  const runOf = runs(records);
  const keyBy = (record: HistoryRecord, meaning: (field: FieldChange) => unknown) => {
    if (record.kind === 'pass') return JSON.stringify([record.number, record.time]);
    const { revision, reasons, sync, outcome, error, cause } = record;
    const about = [runOf.get(record), revision, reasons, syncName(sync), outcome, error?.code, cause];
    return JSON.stringify([...about, meaning(fieldOf(record))]);
  };
  const whom = (record: HistoryRecord) => (record.kind === 'pass' ? '' : record.tenant);
  const keys = [contentOf, wantedOf].map((meaning) => (record: HistoryRecord) => keyBy(record, meaning));
  return alike(records, { whom, keys }, isFull);
}

/** Milliseconds between two records of one command at most. */
const longestPause = 60_000;

/** For each record the pass, or a number for each command. */
function runs(records: readonly HistoryRecord[]): ReadonlyMap<HistoryRecord, string> {
  let [command, last] = [0, Number.NEGATIVE_INFINITY];
  return new Map(
    records.map((record) => {
      if (record.pass !== null) return [record, record.pass];
      const at = Date.parse(record.time);
      if (at - last > longestPause) command += 1;
      last = at;
      return [record, `command ${command}`];
    }),
  );
}

/** What changed, as people are shown it. */
export function fieldOf(record: ChangeRecord): FieldChange {
  return fieldToShow(record, { cause: record.cause, origin: { file: '', line: 1, column: 1 } });
}
