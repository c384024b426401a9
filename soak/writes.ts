import type { LoggedRequest } from '../src/emulator/state/requestLog.ts';
import type { State } from '../test/support/control.ts';
import type { Field } from './documents.ts';

/** When somebody else changed something in a tenant, in milliseconds since 1970. */
export type ForeignWrite = { readonly at: number; readonly tenant: string };

/** How near to another, in milliseconds, a foreign write may have come between two writes. */
const nearby = 50;

type Body = {
  readonly interval?: string;
  readonly configs?: readonly { readonly identifier: string; readonly value: unknown }[];
};

/** The writes among the requests. What was turned away at the door (401) has no tenant, and wrote nothing. */
export function writesIn(requests: readonly LoggedRequest[]): readonly LoggedRequest[] {
  return requests.filter(({ path, tenant }) => path.includes('/workers/') && tenant !== null);
}

/** How many were not needed: the very same was accepted right before, and nobody touched the tenant since. */
export function countUnneeded(writes: readonly LoggedRequest[], foreign: readonly ForeignWrite[]): number {
  const before = new Map<string, LoggedRequest>();
  let count = 0;
  for (const write of writes) {
    const key = `${write.tenant} ${write.path}`;
    const last = before.get(key);
    if (last && isSame(last, write) && !isDisturbed(last, write, writes, foreign)) count += 1;
    before.set(key, write);
  }
  return count;
}

function isSame(last: LoggedRequest, write: LoggedRequest): boolean {
  return last.status === 200 && !last.fault && JSON.stringify(last.body) === JSON.stringify(write.body);
}

function isDisturbed(
  last: LoggedRequest,
  write: LoggedRequest,
  writes: readonly LoggedRequest[],
  foreign: readonly ForeignWrite[],
): boolean {
  const touched = foreign.some(
    ({ at, tenant }) => tenant === write.tenant && at >= last.at - nearby && at <= write.at + nearby,
  );
  const isBetween = (one: LoggedRequest) =>
    one !== write && one !== last && one.tenant === write.tenant && one.at >= last.at && one.at <= write.at;
  return touched || writes.some(isBetween);
}

/** The values that a write sets, by the names that people see. */
export function fieldsOf(state: State): (write: LoggedRequest) => readonly Field[] {
  const all = state.tenants.flatMap(({ syncs }) => syncs);
  const syncs = new Map(all.map((sync) => [sync.identifier, sync]));
  const options = new Map(
    all.flatMap((sync) => sync.configurations.map((one) => [one.identifier, one.displayName])),
  );
  return ({ tenant, path, body }) => {
    const { interval, configs = [] } = body as Body;
    const sync = syncs.get(decodeURIComponent(path.split('/').at(-1)!));
    const of = (field: string, value: unknown): Field => ({
      tenant: tenant!,
      name: sync?.syncName ?? '',
      channel: sync?.salesChannelName ?? undefined,
      field,
      value,
    });
    return [
      ...(interval === undefined ? [] : [of('interval', interval)]),
      ...configs.map(({ identifier, value }) => of(options.get(identifier) ?? '', value)),
    ];
  };
}
