import { uuidOf } from './identity.ts';
import { parseInterval, type Ticks } from './timeSpan.ts';

/**
 * The state in which every tenant starts. The first five are always there: two Ebay syncs, so that the name alone is ambiguous,
 * a marketplace, a shop, and one without a sales channel.
 */
// biome-ignore format: a table
const syncRows: readonly (readonly [name: string, salesChannel: string | null, id: string, interval: string | null])[] = [
  ['Ebay',      'Shop',       '1-1-1', '00:10:00'],
  ['Ebay',      'eBay DE',    '1-1-2', '00:15:00'],
  ['Amazon',    'Amazon DE',  '1-2-1', '00:20:00'],
  ['JTL-Shop',  'Onlineshop', '2-1-1', '00:05:00'],
  ['Payments',  null,         '0-0-0', '01:00:00'],
  ['Shopify',   'Shopify',    '3-1-1', '00:10:00'],
  ['Shipping',  null,         '0-0-0', '00:30:00'],
  ['Otto',      'OTTO',       '1-3-1', '00:15:00'],
  ['Archive',   null,         '0-0-0', '1.00:00:00'],
  ['POS',       'Ladenkasse', '4-1-1', null],
];

// biome-ignore format: a row
type OptionRow = readonly [name: string, type: string, value: string | null, required: boolean, does: string];
type SyncType = {
  readonly minimumInterval: string;
  readonly options: readonly OptionRow[];
};

/** What belongs to a sync type rather than to a sync. Options are stored once per tenant and type. */
// biome-ignore format: a table
const syncTypes = new Map<string, SyncType>(Object.entries({
  Ebay: { minimumInterval: '00:01:00', options: [
    ['Create orders',        'bool',    'false',         true,  'Turns each purchase into an order at once.'],
    ['Items per run',        'Int32',   '200',           true,  'How many listings one run updates.'],
    ['Access key',           'String',  'key-from-2019', false, 'Key of the eBay account.'],
    ['Update stock',         'bool',    'true',          true,  'Writes stock levels to listings.'],
    ['Price markup',         'Decimal', '1.5',           false, 'Per cent on top of the shop price.'],
    ['Order number prefix',  'String',  null,            false, 'Set in front of each order number.'],
  ] },
  Amazon: { minimumInterval: '00:02:00', options: [
    ['Import FBA orders',    'Boolean', 'true',          true,  'Also fetches orders that Amazon ships.'],
    ['Orders per request',   'Int32',   '50',            true,  'Size of a page of orders.'],
    ['Minimum margin',       'Decimal', '7.25',          false, 'Repricing stops below it, in per cent.'],
    ['Marketplaces',         'String',  'DE;AT',         true,  'Country codes, separated by semicolons.'],
    ['Seller token',         'String',  'amzn-token',    false, 'Token of the seller account.'],
  ] },
  'JTL-Shop': { minimumInterval: '00:00:30', options: [
    ['Transfer images',      'bool',    'true',          true,  'Sends pictures along with items.'],
    ['Items per packet',     'Int32',   '100',           true,  'How many items go into one packet.'],
    ['Sync password',        'String',  'shop-sync',     false, 'Password of the shop connector.'],
  ] },
  Payments: { minimumInterval: '00:05:00', options: [
    ['Match automatically',  'Boolean', 'false',         true,  'Books payments on orders without asking.'],
    ['Days back',            'Int32',   '5',             true,  'How far back payments are fetched.'],
    ['Tolerance',            'Decimal', '0.50',          true,  'Difference that still counts as paid, in euros.'],
  ] },
  Shopify: { minimumInterval: '00:01:00', options: [
    ['Create orders',        'bool',    'true',          true,  'Turns each purchase into an order at once.'],
    ['Products per run',     'Int32',   '250',           true,  'How many products one run updates.'],
    ['Location',             'String',  null,            false, 'Name of the stock location.'],
  ] },
  Shipping: { minimumInterval: '00:01:00', options: [
    ['Print labels',         'bool',    'true',          true,  'Prints a label as soon as there is one.'],
    ['Default weight',       'Decimal', '1.0',           true,  'Used where an item has none, in kilograms.'],
    ['Carrier',              'String',  'DHL',           false, 'Used where an order names none.'],
  ] },
  Otto: { minimumInterval: '00:02:00', options: [
    ['Create orders',        'bool',    'true',          true,  'Turns each purchase into an order at once.'],
    ['Delivery days',        'Int32',   '3',             true,  'Shown with each listing.'],
  ] },
  Archive: { minimumInterval: '01:00:00', options: [
    ['Keep for days',        'Int64',   '3650',          true,  'Documents older than this are removed.'],
  ] },
  POS: { minimumInterval: '00:00:10', options: [
    ['Till number',          'Int32',   '7',             true,  'Number on receipts.'],
    ['Receipt footer',       'String',  'Vielen Dank!',  false, 'Printed at the end of receipts.'],
  ] },
} satisfies Record<string, SyncType>));

const unknownType: SyncType = { minimumInterval: '00:00:01', options: [] };

/** As many syncs as are asked for: those of the table, then the same types again on further sales channels. */
export function syncTemplates(count: number) {
  return Array.from({ length: count }, (_, index) => {
    const [syncName, channel, id, interval] = syncRows[index % syncRows.length]!;
    const round = 1 + Math.floor(index / syncRows.length);
    const isFirst = round === 1;
    return {
      syncName,
      salesChannelName: isFirst ? channel : `${channel ?? 'Branch'} ${round}`,
      salesChannelId: isFirst ? id : `${id}-${round}`,
      interval: interval === null ? null : parseInterval(interval)!,
      reportProgress: channel !== null,
    };
  });
}

/** The options of a type, as somebody left them. */
export function optionTemplates(syncName: string, seed: number) {
  const { options } = syncTypes.get(syncName) ?? unknownType;
  return options.map(([displayName, type, value, isRequired, displayDescription]) => ({
    identifier: optionId(syncName, displayName, seed),
    displayName,
    displayDescription,
    type,
    value,
    isRequired,
  }));
}

export function syncId(tenant: string, syncName: string, salesChannel: string | null, seed: number): string {
  return uuidOf('sync', seed, tenant, syncName, salesChannel);
}

/** The same on every tenant. */
export function optionId(syncName: string, displayName: string, seed: number): string {
  return uuidOf('option', seed, syncName, displayName);
}

/** The shortest interval that syncs of this type take. A type nobody knows takes any from a second up. */
export function minimumIntervalOf(syncName: string): Ticks {
  return parseInterval((syncTypes.get(syncName) ?? unknownType).minimumInterval)!;
}
