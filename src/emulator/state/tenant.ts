import { type Naming, renamed } from '../api/dialects.ts';
import { minimumIntervalOf, type OptionTemplate, optionTemplates, syncTemplates } from './catalogue.ts';
import { uuidOf } from './identity.ts';
import { type Spelling, storedValue } from './optionType.ts';
import { randomFrom } from './random.ts';
import { formatInterval, type IntervalForm, parseInterval, type Ticks } from './timeSpan.ts';

/** Stored once per tenant and sync type: all syncs of a type hold the same object. */
export type Option = {
  readonly identifier: string;
  readonly displayName: string;
  readonly displayDescription: string;
  readonly type: string;
  readonly isRequired: boolean;
  /** How a value is written back when it was set through the API; absent: as it was sent. */
  readonly spelling?: Spelling;
  value: string | null;
};

export type Sync = {
  readonly identifier: string;
  readonly syncName: string;
  readonly salesChannelName: string | null;
  readonly salesChannelId: string;
  readonly reportProgress: boolean;
  readonly minimumInterval: Ticks;
  readonly options: readonly Option[];
  interval: Ticks | null;
  isStopped?: boolean;
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

export type Tenant = TenantKey & {
  syncs: readonly Sync[];
  unreachable: boolean;
  /** Answers to the list, ready to send, by naming; gone with every change. */
  readonly lists: Map<Naming, Buffer>;
};

export function createTenant(key: TenantKey, syncs: readonly Sync[]): Tenant {
  return { ...key, syncs, unreachable: false, lists: new Map() };
}

/** To be called after every change of a tenant's syncs or options. */
export function forgetLists(tenant: Tenant): void {
  tenant.lists.clear();
}

/** Makes the state in which tenants start: `count` syncs each, the same in meaning everywhere, spelled as each tenant spells. */
export function prepareSyncs(count: number, seed: number): (tenant: string) => readonly Sync[] {
  const templates = syncTemplates(count);
  const types = new Map(templates.map(({ syncName }) => [syncName, optionTemplates(syncName, seed)]));
  return (tenant) => {
    const options = new Map(
      [...types].map(([type, rows]) => [type, rows.map((row) => asLeft(row, tenant, seed))]),
    );
    return templates.map((template) => ({
      ...template,
      identifier: syncId(tenant, template.syncName, template.salesChannelName, seed),
      minimumInterval: parseInterval(minimumIntervalOf(template.syncName))!,
      interval: template.interval === null ? null : parseInterval(template.interval)!,
      options: options.get(template.syncName)!,
    }));
  };
}

export function syncId(tenant: string, syncName: string, salesChannel: string | null, seed: number): string {
  return uuidOf('sync', seed, tenant, syncName, salesChannel);
}

function asLeft(template: OptionTemplate, tenant: string, seed: number): Option {
  const spelling = randomFrom(`${seed}/${tenant}/${template.identifier}`)() < 0.5 ? 'plain' : 'odd';
  const value = template.value === null ? null : storedValue(template.type, template.value, spelling)!;
  return { ...template, spelling, value };
}

/** What `GET …/workers` answers. */
export function listOf(tenant: Tenant, naming: Naming, form: IntervalForm): Buffer {
  const known = tenant.lists.get(naming);
  if (known) return known;
  const items = tenant.syncs.map((sync) => renamed(workerSyncItem(sync, form), naming));
  const body = Buffer.from(JSON.stringify(items));
  tenant.lists.set(naming, body);
  return body;
}

/** One sync as the API shows it, in camelCase. */
export function workerSyncItem(sync: Sync, form: IntervalForm) {
  return {
    identifier: sync.identifier,
    syncName: sync.syncName,
    salesChannelName: sync.salesChannelName,
    salesChannelId: sync.salesChannelId,
    interval: sync.interval === null ? null : formatInterval(sync.interval, form),
    reportProgress: sync.reportProgress,
    configurations: sync.options.map((option) => ({
      identifier: option.identifier,
      displayName: option.displayName,
      displayDescription: option.displayDescription,
      type: option.type,
      currentValue: option.value,
      isRequired: option.isRequired,
    })),
  };
}
