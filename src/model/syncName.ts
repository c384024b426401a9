/** `Ebay (Shop)`, the way a sync is called wherever people read of it. */
export function syncName(sync: { readonly name: string; readonly salesChannel: string | null }): string {
  return sync.salesChannel === null || sync.salesChannel === ''
    ? sync.name
    : `${sync.name} (${sync.salesChannel})`;
}
