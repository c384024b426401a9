import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { State } from '../test/support/control.ts';
import { type ManagedSync, means, type Random, timeSpan } from './syncs.ts';

/** What a document asks for; the interval in seconds. */
type Wanted = {
  readonly tenant: string;
  readonly sync: ManagedSync;
  readonly interval: number;
  readonly configs: Readonly<Record<string, string>>;
};

/** A value of a live sync, by the names that people see. */
export type Field = {
  readonly tenant: string;
  readonly name: string;
  readonly channel: string | undefined;
  readonly field: string;
  readonly value: unknown;
};

/** The files that the daemon reads, and all that they ever asked for. */
export type Documents = {
  /** Gives a document new values. What it asks for counts from before it is written, until another is. */
  readonly edit: (tenant: string, sync: ManagedSync, random: Random) => Promise<void>;
  readonly addBroken: () => Promise<void>;
  readonly removeBroken: () => Promise<void>;
  /** What differs from the documents, a line each. */
  readonly differences: (state: State) => readonly string[];
  readonly wasEverWanted: (field: Field) => boolean;
};

export function createDocuments(folder: string): Documents {
  const wanted = new Map<string, Wanted>();
  const everWanted = new Map<string, Set<string>>();
  const broken = join(folder, 'bad.yaml');
  const remember = (tenant: string, { name, channel }: ManagedSync, field: string, value: string) => {
    const key = keyOf({ tenant, name, channel, field });
    everWanted.set(key, (everWanted.get(key) ?? new Set()).add(value));
  };
  return {
    async edit(tenant, sync, random) {
      const interval = 60 * (5 + Math.floor(random() * 55));
      const configs = Object.fromEntries(sync.options.map(({ name, value }) => [name, value(random)]));
      const path = join(folder, tenant, `${sync.file}.yaml`);
      const asked = { tenant, sync, interval, configs };
      wanted.set(path, asked);
      remember(tenant, sync, 'interval', timeSpan(interval));
      for (const [name, value] of Object.entries(configs)) remember(tenant, sync, name, value);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, textOf(asked));
    },
    addBroken: () => writeFile(broken, 'sync: { name: Ebay\ninterval 5m: ['),
    removeBroken: () => rm(broken, { force: true }),
    differences: (state) => [...wanted.values()].flatMap((one) => differencesOf(one, state)),
    wasEverWanted(field) {
      return [...(everWanted.get(keyOf(field)) ?? [])].some((one) => means(field.value, one));
    },
  };
}

function keyOf({ tenant, name, channel, field }: Omit<Field, 'value'>): string {
  return JSON.stringify([tenant, name, channel ?? null, field]);
}

function textOf({ sync, interval, configs }: Wanted): string {
  const channel = sync.channel === undefined ? '' : `, salesChannel: ${sync.channel}`;
  const values = Object.entries(configs).map(([name, value]) => `  ${name}: ${value}\n`);
  return `sync: { name: ${sync.name}${channel} }\ninterval: ${interval}s\nconfigs:\n${values.join('')}`;
}

function differencesOf({ tenant, sync, interval, configs }: Wanted, state: State): readonly string[] {
  const live = state.tenants
    .find(({ name }) => name === tenant)!
    .syncs.find((one) => one.syncName === sync.name && (one.salesChannelName ?? undefined) === sync.channel)!;
  const values = new Map(live.configurations.map((one) => [one.displayName, one.currentValue]));
  const differs = Object.entries(configs).filter(([name, value]) => !means(values.get(name), value));
  return [
    ...(live.interval === timeSpan(interval) ? [] : [`${tenant} ${sync.name}: interval`]),
    ...differs.map(([name, value]) => `${tenant} ${sync.name}: ${name} is ${values.get(name)}, not ${value}`),
  ];
}
