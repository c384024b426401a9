import { minimumIntervalOf, optionId, syncId } from './catalogue.ts';
import { type Fields, invalid, readFields, readList, within } from './fields.ts';
import { isUuid } from './identity.ts';
import type { StoredOption, StoredSync } from './tenant.ts';
import { parseInterval, type Ticks } from './timeSpan.ts';

/**
 * A sync as `GET /v2/workers` shows it. What is left out is made up: identifiers from the names, the rest from the type.
 * `minimumInterval` is the one field that the API itself does not show.
 */
export type LiveSync = Pick<StoredSync, 'syncName'> &
  Partial<Pick<StoredSync, 'identifier' | 'salesChannelName' | 'salesChannelId' | 'reportProgress'>> & {
    readonly interval?: string | null;
    readonly minimumInterval?: string;
    readonly configurations?: readonly LiveOption[];
  };

type LiveOption = Pick<StoredOption, 'displayName'> &
  Partial<Pick<StoredOption, 'identifier' | 'displayDescription' | 'type' | 'isRequired'>> & {
    readonly currentValue?: string | null;
  };

// biome-ignore format: a list
const syncFields = [
  'identifier', 'syncName', 'salesChannelName', 'salesChannelId', 'interval', 'minimumInterval', 'reportProgress',
  'configurations',
] satisfies readonly (keyof LiveSync)[];
// biome-ignore format: a list
const optionFields = [
  'identifier', 'displayName', 'displayDescription', 'type', 'currentValue', 'isRequired',
] satisfies readonly (keyof LiveOption)[];

/** Whose syncs they are: identifiers are made from it. */
export type SyncOwner = { readonly tenant: string; readonly seed: number };

/**
 * Reads the state of a tenant. `present` are syncs that it has already and keeps: new ones share their options.
 * @throws ApiRefusal that names the place of what is wrong.
 */
export function readSyncs(
  input: unknown,
  owner: SyncOwner,
  present: readonly StoredSync[] = [],
): readonly StoredSync[] {
  const share = sharing(present);
  const syncs = readList(input, 'syncs').map((one, at) => readSync(one, `syncs[${at}]`, owner, share));
  refuseRepeated(syncs);
  return syncs;
}

function readSync(input: unknown, at: string, owner: SyncOwner, share: Share): StoredSync {
  const fields = readFields(input, at, syncFields);
  const syncName = fields.requiredText('syncName');
  const salesChannelName = fields.nullableText('salesChannelName') ?? null;
  const configurations = readList(fields.values.configurations ?? [], within(at, 'configurations'));
  const minimum = readInterval(fields, 'minimumInterval') ?? minimumIntervalOf(syncName);
  return {
    identifier: readId(fields) ?? syncId(owner.tenant, syncName, salesChannelName, owner.seed),
    syncName,
    salesChannelName,
    salesChannelId: fields.text('salesChannelId') ?? '0-0-0',
    interval: readInterval(fields, 'interval') ?? null,
    minimumInterval: minimum,
    reportProgress: fields.flag('reportProgress') ?? false,
    options: configurations.map((item, index) => {
      const place = `${within(at, 'configurations')}[${index}]`;
      return share(readOption(item, place, syncName, owner.seed), syncName, place);
    }),
  };
}

/** @throws ApiRefusal where the field is there and is no interval. */
export function readInterval(fields: Fields, key: string): Ticks | null | undefined {
  const text = fields.nullableText(key);
  if (text === undefined || text === null) return text;
  const ticks = parseInterval(text);
  if (ticks === undefined) {
    throw invalid(within(fields.at, key), `is a TimeSpan like 00:05:00 or ISO 8601 like PT5M, not ${text}`);
  }
  return ticks;
}

function readOption(input: unknown, at: string, syncName: string, seed: number): StoredOption {
  const fields = readFields(input, at, optionFields);
  const displayName = fields.requiredText('displayName');
  return {
    identifier: readId(fields) ?? optionId(syncName, displayName, seed),
    displayName,
    displayDescription: fields.text('displayDescription') ?? '',
    type: fields.text('type') ?? 'String',
    value: fields.nullableText('currentValue') ?? null,
    isRequired: fields.flag('isRequired') ?? false,
  };
}

function readId(fields: Fields): string | undefined {
  const id = fields.text('identifier');
  if (id !== undefined && !isUuid(id)) throw invalid(within(fields.at, 'identifier'), 'is a uuid');
  return id?.toLowerCase();
}

/** Gives back the one object of an option of a type, since it is stored once. */
type Share = (option: StoredOption, syncName: string, at: string) => StoredOption;

function sharing(present: readonly StoredSync[]): Share {
  const shared = new Map<string, StoredOption>();
  const share: Share = (option, syncName, at) => {
    const key = `${syncName}\n${option.identifier}`;
    const first = shared.get(key) ?? option;
    if (first.value !== option.value) {
      throw invalid(at, `differs from the other ${syncName} syncs, which share ${option.displayName}`);
    }
    shared.set(key, first);
    return first;
  };
  for (const { syncName, options } of present) for (const one of options) share(one, syncName, syncName);
  return share;
}

function refuseRepeated(syncs: readonly StoredSync[]): void {
  const seen = new Set<string>();
  for (const [index, { identifier, syncName }] of syncs.entries()) {
    if (seen.has(identifier)) throw invalid(`syncs[${index}]`, `(${syncName}) is there twice: ${identifier}`);
    seen.add(identifier);
  }
}
