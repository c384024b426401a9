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
