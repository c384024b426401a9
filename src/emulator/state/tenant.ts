import type { DialectVersion } from './dialects.ts';
import type { Spelling } from './optionType.ts';
import type { Ticks } from './timeSpan.ts';
import type { Worked } from './workerState.ts';

/** Stored once per tenant and sync type: all syncs of a type hold the same object. */
export type StoredOption = {
  readonly identifier: string;
  readonly displayName: string;
  readonly displayDescription: string;
  readonly type: string;
  readonly isRequired: boolean;
  /** How a value is written back when it was set through the API; absent: as it was sent. */
  readonly spelling?: Spelling;
  value: string | null;
};

export type StoredSync = Worked & {
  readonly syncName: string;
  readonly identifier: string;
  readonly salesChannelName: string | null;
  readonly salesChannelId: string;
  readonly reportProgress: boolean;
  readonly minimumInterval: Ticks;
  readonly options: readonly StoredOption[];
};

/** How a tenant is found and reached. */
export type TenantKey = {
  readonly name: string;
  /** The `x-tenant-id` of the cloud. */
  readonly tenantId: string;
  /** The on-premise key. */
  readonly apiKey: string;
  readonly labels: Readonly<Record<string, string>>;
};

export type StoredTenant = TenantKey & {
  syncs: readonly StoredSync[];
  unreachable: boolean;
  /** Since when its worker service has been down: it says what it last said, and does nothing. Milliseconds since 1970. */
  workerDownSince?: number | undefined;
  /** What its own Wawi speaks in the cloud, where that is not what all of the emulator speak. */
  dialect?: DialectVersion | undefined;
  /** Answers to the list, ready to send, by how fields are named; gone with every change. */
  readonly lists: Map<string, Buffer>;
};

export function createTenant(key: TenantKey, syncs: readonly StoredSync[]): StoredTenant {
  return { ...key, syncs, unreachable: false, lists: new Map() };
}

/** To be called after every change of a tenant's syncs or options. */
export function forgetLists(tenant: StoredTenant): void {
  tenant.lists.clear();
}

/** What one request changes, checked as a whole before anything is. An interval that is not there stays. */
export type SyncChange = {
  readonly interval: Ticks | null | undefined;
  readonly options: readonly { readonly option: StoredOption; readonly value: string | null }[];
};

export function applyChange(tenant: StoredTenant, sync: StoredSync, { interval, options }: SyncChange): void {
  if (interval !== undefined) sync.interval = interval;
  for (const { option, value } of options) option.value = value;
  forgetLists(tenant);
}
