import { failed, ok, type Result } from '../../base/result.ts';
import type { WorkerSyncItem } from '../../generated/workerSyncItem.ts';
import { readJson } from '../../http/json.ts';
import { parseDuration } from '../../model/duration.ts';
import type { ObservedSync } from '../../model/observed.ts';
import type { Dialect } from '../dialects/dialect.ts';
import { readList } from './list.ts';

/** `isIso`: whether the server writes durations as ISO 8601; undefined where it shows none. */
export type ReadSyncs = { readonly syncs: readonly ObservedSync[]; readonly isIso: boolean | undefined };

/** The answer to a list. */
export function readSyncs(body: Uint8Array, dialect: Dialect): Result<ReadSyncs> {
  const list = readList(body, { one: 'sync', many: 'syncs' }, (value) => readSync(value, dialect));
  if (!list.ok) return list;
  return ok({
    syncs: list.value.map(({ sync }) => sync),
    isIso: list.value.find(({ isIso }) => isIso !== undefined)?.isIso,
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
  return read.ok && read.value.sync.id === syncId ? read.value.sync : undefined;
}

type ReadSync = { readonly sync: ObservedSync; readonly isIso: boolean | undefined };

function readSync(value: unknown, dialect: Dialect): Result<ReadSync> {
  const read = dialect.readSync(value);
  if (!read.ok) return read;
  const item = read.value;
  const interval = item.interval === null ? null : parseDuration(item.interval);
  if (interval === undefined) return failed('has an interval that is no duration');
  const sync = {
    id: String(item.identifier),
    name: item.syncName,
    salesChannel: item.salesChannelName,
    salesChannelId: item.salesChannelId,
    interval,
    options: item.configurations.map(readOption),
  };
  return ok({ sync, isIso: item.interval === null ? undefined : /^[+-]?P/.test(item.interval) });
}

function readOption(option: WorkerSyncItem['configurations'][number]): ObservedSync['options'][number] {
  return {
    id: String(option.identifier),
    name: option.displayName,
    type: option.type,
    value: option.currentValue,
    required: option.isRequired,
  };
}
