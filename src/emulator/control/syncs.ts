import { syncBodySchema } from '../../generated/emulatorSchemas.ts';
import { isSyncBody } from '../../generated/validators/syncBody.js';
import { checked, invalid } from '../state/check.ts';
import { readInterval, readSyncs } from '../state/readSyncs.ts';
import { ApiRefusal } from '../state/refusal.ts';
import {
  applyChange,
  forgetLists,
  type StoredOption,
  type StoredSync,
  type StoredTenant,
  type SyncChange,
} from '../state/tenant.ts';
import { runIn, type State } from '../state/workerState.ts';
import { jsonOf, type Order, tenantOf } from './order.ts';
import { showSync } from './show.ts';

/** Adds a sync, or puts it in the place of the one of its identifier. */
export function addSync(order: Order): unknown {
  const tenant = tenantOf(order);
  const { seed, now } = order.world.setup;
  const owner = { tenant: tenant.name, seed, now };
  const body = [jsonOf(order)];
  const [replacing] = readSyncs(body, owner);
  const others = tenant.syncs.filter(({ identifier }) => identifier !== replacing!.identifier);
  const [sync] = readSyncs(body, owner, others);
  tenant.syncs = [...others, sync!];
  forgetLists(tenant);
  return showSync(sync!, now());
}

export function changeSync(order: Order): unknown {
  const tenant = tenantOf(order);
  const sync = syncOf(order, tenant);
  const now = order.world.setup.now();
  const body = checked(jsonOf(order), isSyncBody, syncBodySchema);
  const interval = readInterval(body.interval, 'interval');
  applyChange(tenant, sync, { interval, options: readValues(body.configs ?? {}, sync) });
  const { state, runsFor, lastSync, controllable } = body;
  if (controllable !== undefined) sync.controllable = controllable;
  if (state !== undefined || runsFor !== undefined) sync.worker = runIn(state as State, runsFor, now);
  if (lastSync !== undefined) sync.worker = { ...sync.worker, lastSync: Date.parse(lastSync) };
  return showSync(sync, now);
}

export function removeSync(order: Order): unknown {
  const tenant = tenantOf(order);
  const sync = syncOf(order, tenant);
  tenant.syncs = tenant.syncs.filter((other) => other !== sync);
  forgetLists(tenant);
  return { removed: sync.identifier };
}

/** Values are stored letter by letter, whatever the option's type: what somebody left behind need not be well-formed. */
function readValues(configs: object, sync: StoredSync): SyncChange['options'] {
  return Object.entries(configs).map(([name, value]: [string, unknown]) => {
    if (typeof value === 'object' && value !== null)
      throw invalid(`configs.${name}`, 'is text, a number, true, false or null');
    return { option: findOption(sync, name), value: value === null ? null : String(value) };
  });
}

function findOption({ syncName, options }: StoredSync, name: string): StoredOption {
  const option = options.find(
    ({ identifier, displayName }) => displayName === name || identifier === name.toLowerCase(),
  );
  if (option) return option;
  const known = options.map(({ displayName }) => displayName).join(', ');
  throw invalid(`configs.${name}`, `is no option of ${syncName}; there are ${known}`);
}

/** By identifier or name, and with `?salesChannel=` by the channel's name or id. @throws ApiRefusal where none or several match. */
function syncOf({ names: { sync: name }, call: { query } }: Order, { syncs }: StoredTenant): StoredSync {
  const channel = query.get('salesChannel');
  const found = syncs.filter(
    ({ identifier, syncName, salesChannelName, salesChannelId }) =>
      (identifier === name.toLowerCase() || syncName === name) &&
      (channel === null || salesChannelName === channel || salesChannelId === channel),
  );
  if (found.length === 1) return found[0]!;
  const candidates = (found.length === 0 ? syncs : found).map(describe).join(', ');
  throw found.length === 0
    ? new ApiRefusal(404, 'notFound', `no sync is called ${name}; there are ${candidates}`)
    : new ApiRefusal(
        400,
        'ambiguous',
        `more than one sync is called ${name}: ${candidates}; add ?salesChannel=`,
      );
}

function describe({ syncName, salesChannelName }: StoredSync): string {
  return salesChannelName === null ? syncName : `${syncName} (${salesChannelName})`;
}
