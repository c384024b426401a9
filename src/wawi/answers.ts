import { failed, ok, type Result } from '../base/result.ts';
import { normalized } from '../base/text/characters.ts';
import { canonicalId } from '../base/uuid.ts';
import type { WorkerSyncItem } from '../generated/workerSyncItem.ts';
import { readJson } from '../http/json.ts';
import { parseDuration } from '../model/duration.ts';
import { meaningOf, readInstant, type WorkerStatus } from '../model/health.ts';
import type { ObservedSync } from '../model/observed.ts';
import type { Dialect, ReadItem } from './dialects/dialect.ts';

/** How the server spells what is read: durations as ISO 8601 (undefined where it shows none), and identifiers. */
export type ReadSyncs = {
  readonly syncs: readonly ObservedSync[];
  readonly isIso: boolean | undefined;
  readonly spelling: Spellings;
};

/** Of each sync by its one spelling: how the server spells it, and its options by theirs. Only what is spelled otherwise. */
export type Spellings = ReadonlyMap<string, string>;

/** Where the spelling of an option is found: two syncs may spell it in two ways. */
export function spellingKey(syncId: string, optionId: string): string {
  return `${syncId} ${optionId}`;
}

/** The answer to a list. */
export function readSyncs(body: Uint8Array, dialect: Dialect): Result<ReadSyncs> {
  const list = readList(body, { one: 'sync', many: 'syncs' }, (value) => readSync(value, dialect));
  if (!list.ok) return list;
  return ok({
    syncs: list.value.map(({ sync }) => sync),
    isIso: list.value.find(({ isIso }) => isIso !== undefined)?.isIso,
    spelling: new Map(list.value.flatMap(({ spelled }) => spelled)),
  });
}

/** The answer to a change: the sync as it is now, or undefined where it shows no whole one. */
export function readChangedSync(
  body: Uint8Array,
  syncId: string,
  dialect: Dialect,
): ObservedSync | undefined {
  const json = readJson(body);
  if (!json.ok) return undefined;
  const read = readSync(json.value, dialect);
  return read.ok && read.value.sync.id === canonicalId(syncId) ? read.value.sync : undefined;
}

type ReadSync = Pick<ReadSyncs, 'isIso'> & {
  readonly sync: ObservedSync;
  readonly spelled: readonly (readonly [key: string, spelled: string])[];
};

function readSync(value: unknown, dialect: Dialect): Result<ReadSync> {
  const read = dialect.readSync(value);
  if (!read.ok) return read;
  const item = read.value;
  const text = item.interval ?? null;
  const interval = text === null ? null : parseDuration(text);
  if (interval === undefined) return failed('has an interval that is no duration');
  const sync = {
    id: canonicalId(String(item.identifier)),
    name: normalized(item.syncName),
    salesChannel: normalized(item.salesChannelName) ?? null,
    salesChannelId: normalized(item.salesChannelId) ?? null,
    interval,
    options: item.configurations.map(readOption),
  };
  return ok({
    sync,
    spelled: spelledIn(item, sync),
    isIso: text === null ? undefined : /^[+-]?P/.test(text),
  });
}

/** Nothing where it is spelled as it is called here, which is the rule. */
function spelledIn(
  { identifier, configurations }: WorkerSyncItem,
  { id, options }: Pick<ObservedSync, 'id' | 'options'>,
): ReadSync['spelled'] {
  const spelled: [key: string, spelled: string][] = [];
  if (id !== String(identifier)) spelled.push([id, String(identifier)]);
  for (const [place, { identifier }] of configurations.entries()) {
    const known = options[place]!.id;
    if (known !== String(identifier)) spelled.push([spellingKey(id, known), String(identifier)]);
  }
  return spelled;
}

function readOption(option: WorkerSyncItem['configurations'][number]): ObservedSync['options'][number] {
  return {
    id: canonicalId(String(option.identifier)),
    name: normalized(option.displayName),
    type: option.type,
    value: option.currentValue ?? null,
    required: option.isRequired,
  };
}

/** The answer to a question for the workers' status. */
export function readStatuses(body: Uint8Array, dialect: Dialect): Result<readonly WorkerStatus[]> {
  return readList<WorkerStatus>(body, { one: 'status', many: 'statuses' }, (value) => {
    const read = dialect.readStatus(value);
    if (!read.ok) return read;
    const { identifier, state, lastSync, nextSync } = read.value;
    return ok({
      id: canonicalId(String(identifier)),
      ...meaningOf(state),
      lastSync: readInstant(lastSync),
      nextSync: readInstant(nextSync),
    });
  });
}

/** The answer to a question for a list, all of it or nothing. `noun` names what is in it: `sync`, `syncs`. */
export function readList<Item>(
  body: Uint8Array,
  noun: { readonly one: string; readonly many: string },
  read: ReadItem<Item>,
): Result<readonly Item[]> {
  const json = readJson(body);
  if (!json.ok) return failed(`${json.why} instead of a list of ${noun.many}`);
  if (!Array.isArray(json.value)) return failed(`JSON that is no list of ${noun.many}`);
  const items: Item[] = [];
  for (const [index, value] of json.value.entries()) {
    const item = read(value);
    if (!item.ok) return failed(`${noun.one} ${index + 1} of ${json.value.length} ${item.why}`);
    items.push(item.value);
  }
  return ok(items);
}
