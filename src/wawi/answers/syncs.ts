import type { ErrorObject } from 'ajv';
import { printable } from '../../base/printable.ts';
import { crop } from '../../base/text/ellipsis.ts';
import type { WorkerSyncItem } from '../../generated/workerSyncItem.ts';
import { readJson } from '../../http/json.ts';
import { parseDuration } from '../../model/duration.ts';
import type { ObservedSync } from '../../model/observed.ts';
import type { Dialect } from '../dialects/dialect.ts';

/** `isIso`: whether the server writes durations as ISO 8601; undefined where it shows none. */
export type ReadSyncs = { readonly syncs: readonly ObservedSync[]; readonly isIso: boolean | undefined };

/** In words that name what is missing, and never a value. */
export type Unusable = { readonly unusable: string };

/** The answer to a list. */
export function readSyncs(body: Uint8Array, dialect: Dialect): ReadSyncs | Unusable {
  const json = readJson(body);
  if ('instead' in json) return { unusable: `${json.instead} instead of a list of syncs` };
  if (!Array.isArray(json.value)) return { unusable: 'JSON that is no list of syncs' };
  const syncs: ObservedSync[] = [];
  let isIso: boolean | undefined;
  for (const [index, value] of json.value.entries()) {
    const sync = readSync(value, dialect);
    if ('unusable' in sync) return { unusable: `sync ${index + 1} of ${json.value.length} ${sync.unusable}` };
    isIso ??= sync.isIso;
    syncs.push(sync.sync);
  }
  return { syncs, isIso };
}

/** The answer to a change: the sync as it is now, or undefined where it shows no whole one. */
export function readChangedSync(
  body: Uint8Array,
  syncId: string,
  dialect: Dialect,
): ObservedSync | undefined {
  const json = readJson(body);
  if ('instead' in json) return undefined;
  const read = readSync(json.value, dialect);
  return 'sync' in read && read.sync.id === syncId ? read.sync : undefined;
}

type ReadSync = { readonly sync: ObservedSync; readonly isIso: boolean | undefined };

function readSync(value: unknown, dialect: Dialect): ReadSync | Unusable {
  if (!dialect.isItem(value)) return { unusable: lacks(dialect.isItem.errors![0]!) };
  const item = dialect.toItem(value);
  const interval = item.interval === null ? null : parseDuration(item.interval);
  if (interval === undefined) return { unusable: 'has an interval that is no duration' };
  const sync = {
    id: String(item.identifier),
    name: item.syncName,
    salesChannel: item.salesChannelName,
    salesChannelId: item.salesChannelId,
    interval,
    options: item.configurations.map(readOption),
  };
  return { sync, isIso: item.interval === null ? undefined : /^[+-]?P/.test(item.interval) };
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

/** `lacks configurations/0/isRequired`. The validator's own words hold names and types, no values. */
export function lacks({ keyword, instancePath, params, message }: ErrorObject): string {
  const place = crop(printable(instancePath.slice(1)), 100);
  if (keyword === 'required') return `lacks ${place === '' ? '' : `${place}/`}${params.missingProperty}`;
  return place === '' ? `is unusable: it ${message}` : `has an unusable ${place}: it ${message}`;
}
