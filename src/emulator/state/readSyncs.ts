import { liveSyncsSchema } from '../../generated/emulatorSchemas.ts';
import type { LiveSyncs } from '../../generated/liveSyncs.ts';
import { isLiveSyncs } from '../../generated/validators/liveSyncs.js';
import { minimumIntervalOf, optionId, syncId } from './catalogue.ts';
import { checked, invalid } from './check.ts';
import type { StoredOption, StoredSync } from './tenant.ts';
import { parseInterval, type Ticks } from './timeSpan.ts';
import { runIn, type State } from './workerState.ts';

export type LiveSync = LiveSyncs[number];
type LiveOption = NonNullable<LiveSync['configurations']>[number];

/** Whose syncs they are: identifiers are made from it. `now` gives milliseconds since 1970. */
export type SyncOwner = { readonly tenant: string; readonly seed: number; readonly now: () => number };

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
  const live = checked(input, isLiveSyncs, liveSyncsSchema, 'syncs');
  const syncs = live.map((one, index) => completeSync(one, `syncs[${index}]`, owner, share));
  refuseRepeated(syncs);
  return syncs;
}

function completeSync(
  live: LiveSync,
  at: string,
  { tenant, seed, now }: SyncOwner,
  share: Share,
): StoredSync {
  const { syncName, salesChannelName = null, state, controllable } = live;
  return {
    identifier: live.identifier?.toLowerCase() ?? syncId(tenant, syncName, salesChannelName, seed),
    syncName,
    salesChannelName,
    salesChannelId: live.salesChannelId ?? '0-0-0',
    interval: readInterval(live.interval, `${at}.interval`) ?? null,
    minimumInterval:
      readInterval(live.minimumInterval, `${at}.minimumInterval`) ?? minimumIntervalOf(syncName),
    reportProgress: live.reportProgress ?? false,
    ...(controllable !== undefined && { controllable }),
    ...(state !== undefined && { worker: runIn(state as State, undefined, now()) }),
    options: (live.configurations ?? []).map((option, index) =>
      share(completeOption(option, syncName, seed), syncName, `${at}.configurations[${index}]`),
    ),
  };
}

/** @throws ApiRefusal for a text that is no interval. */
export function readInterval(text: string | null | undefined, at: string): Ticks | null | undefined {
  if (text === undefined || text === null) return text;
  const ticks = parseInterval(text);
  if (ticks !== undefined) return ticks;
  throw invalid(at, `is a TimeSpan like 00:05:00 or ISO 8601 like PT5M, not ${text}`);
}

function completeOption(live: LiveOption, syncName: string, seed: number): StoredOption {
  const { displayName, displayDescription = '', type = 'String', isRequired = false } = live;
  const identifier = live.identifier?.toLowerCase() ?? optionId(syncName, displayName, seed);
  return { identifier, displayName, displayDescription, type, value: live.currentValue ?? null, isRequired };
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
