import { groupBy } from '../base/collections.ts';
import { foldId, isSameId } from '../base/uuid.ts';

/** How a document names a sync. */
export type SyncSelector =
  | { readonly kind: 'id'; readonly id: string }
  | { readonly kind: 'name'; readonly name: string; readonly salesChannel?: string };

type Named = { readonly id: string; readonly name: string; readonly salesChannel: string | null };

/** `Ebay (Shop)`, the way a sync is called wherever people read of it. */
export function syncName({ name, salesChannel }: Omit<Named, 'id'>): string {
  return salesChannel === null || salesChannel === '' ? name : `${name} (${salesChannel})`;
}

/** As people call it; where nobody was asked perhaps by its identifier alone. */
export function calledName(sync: Named): string {
  return syncName(sync) || sync.id;
}

/** Whether people mean the sync when they call it so: by name, by name and sales channel, or by identifier. */
export function isSyncCalled(sync: Named, called: string): boolean {
  return called === sync.name || called === syncName(sync) || foldId(called) === foldId(sync.id);
}

/** Whether a document that names a sync so means this one. A sales channel may be named by its identifier. */
export function isSelected(
  sync: Named & { readonly salesChannelId: string | null },
  selector: SyncSelector,
): boolean {
  if (selector.kind === 'id') return isSameId(selector.id, sync.id);
  if (selector.name !== sync.name) return false;
  return [undefined, sync.salesChannel, sync.salesChannelId].includes(selector.salesChannel);
}

/** Those of a list that bear a name, or an identifier: in any case, as `isSameId` says, or spelled as that of another. */
export type Called<T> = {
  readonly named: (name: string) => readonly T[];
  readonly identified: (id: string) => readonly T[];
  readonly withId: (id: string) => readonly T[];
  readonly twinsOf: (one: T) => readonly T[];
};

/** To go through so few each time takes less than to make a map of them. */
const few = 16;

/** A long list is gone through once, however many are asked for. */
export function createCalled<T extends { readonly id: string; readonly name: string }>(
  all: readonly T[],
): Called<T> {
  const isShort = all.length <= few;
  let byName: ReadonlyMap<string, readonly T[]> | undefined;
  let byId: ReadonlyMap<string, readonly T[]> | undefined;
  const identified = (id: string) => {
    byId ??= groupBy(all, (one) => foldId(one.id));
    return byId.get(foldId(id)) ?? [];
  };
  const near = (id: string) => (isShort ? all : identified(id));
  return {
    named(name) {
      if (isShort) return all.filter((one) => one.name === name);
      byName ??= groupBy(all, (one) => one.name);
      return byName.get(name) ?? [];
    },
    identified,
    withId: (id) => near(id).filter((one) => isSameId(id, one.id)),
    twinsOf: ({ id }) => near(id).filter((one) => one.id === id),
  };
}
