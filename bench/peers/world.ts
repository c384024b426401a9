import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { control, type Live, stateOf } from '../../test/support/control.ts';
import { emulate, settingsFor, type Variables, type Wawi } from '../../test/support/program.ts';
import type { Size } from '../world.ts';

/** A Wawi that has drifted, and what it should be, in the form of each lane. */
export type PeersWorld = {
  readonly folder: string;
  readonly env: Variables;
  readonly wawi: Wawi;
  /** What each lane must find, in order: `tenant | sync | sales channel | field`. */
  readonly drift: readonly string[];
  readonly close: () => Promise<void>;
};
type Tenant = Wawi['tenants'][number] & { readonly live: readonly Live[] };
type Wanted = {
  readonly name: string;
  readonly channel: string | null;
  readonly interval: string | null;
  /** As the API spells them. */
  readonly options: Variables;
};

export async function createPeersWorld({ tenants, syncs }: Size): Promise<PeersWorld> {
  const folder = await mkdtemp(join(tmpdir(), 'sollist-peers-'));
  const wawi = await emulate(folder, '--tenants', String(tenants), '--syncs', String(syncs));
  const { tenants: states } = await stateOf(wawi);
  const all: Tenant[] = [];
  for (const [index, tenant] of wawi.tenants.entries())
    all.push({ ...tenant, live: await separateOptions(wawi, tenant, states[index]!.syncs) });
  await Promise.all([writeForSollist(folder, wawi, all), writeForPeers(folder, all)]);
  const drift: string[] = [];
  for (const tenant of all) drift.push(...(await letDrift(wawi, tenant)));
  return {
    ...{ folder, wawi, drift: drift.sort() },
    env: {
      PATH: process.env.PATH ?? '',
      HOME: folder,
      LC_ALL: 'C.UTF-8',
      BASE_URL: wawi.url,
      TOKEN_URL: wawi.tokenUrl,
      CLIENT_ID: wawi.clientId,
      JTL_CLIENT_SECRET: wawi.clientSecret,
      ANSIBLE_CONFIG: new URL('ansible/ansible.cfg', import.meta.url).pathname,
    },
    async close() {
      await wawi.running.end();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/**
 * Gives each sync a sales channel, so that its name is its own, and options of its own: those that several share would
 * differ on all of them at once.
 */
async function separateOptions(
  wawi: Wawi,
  { name, tenantId, apiKey }: Wawi['tenants'][number],
  syncs: readonly Live[],
): Promise<readonly Live[]> {
  const own = syncs.map((sync) => ({
    ...sync,
    salesChannelName: sync.salesChannelName ?? 'Office',
    configurations: sync.configurations.map((option) => ({ ...option, identifier: randomUUID() })),
  }));
  await control(wawi, 'PUT', `/tenants/${name}`, { syncs: own, tenantId, apiKey });
  return own;
}

/** Without text, which may be a secret, and without what is empty. */
function wantedOf({ live }: Tenant): readonly Wanted[] {
  return live.map(({ syncName: name, salesChannelName: channel, interval, configurations }) => {
    const options = configurations.flatMap(({ displayName, currentValue }) =>
      /^(?:true|false|-?[\d.]+)$/i.test(currentValue ?? '') ? [[displayName, currentValue!] as const] : [],
    );
    return { name, channel, interval, options: Object.fromEntries(options) };
  });
}

/** A file for each sync, which is only observed, so that the daemon corrects nothing. */
async function writeForSollist(folder: string, wawi: Wawi, tenants: readonly Tenant[]): Promise<void> {
  const bare = tenants.map(({ name, tenantId }) => ({ name, tenantId }));
  await writeFile(join(folder, 'sollist.yaml'), settingsFor({ ...wawi, tenants: bare }));
  for (const tenant of tenants) {
    const directory = join(folder, 'syncs', tenant.name);
    await mkdir(directory, { recursive: true });
    for (const [index, wanted] of wantedOf(tenant).entries())
      await writeFile(join(directory, `${index}.yaml`), documentOf(wanted));
  }
}

function documentOf({ name, channel, interval, options }: Wanted): string {
  const sync = { name, ...(channel !== null && { salesChannel: channel }) };
  const [days, hours, minutes] = /^(?:(\d+)\.)?(\d+):(\d+):00$/.exec(interval ?? '')?.slice(1) ?? [];
  const named = Object.entries(options).map(
    ([option, value]) => `  ${JSON.stringify(option)}: ${value.toLowerCase()}`,
  );
  return [
    `sync: ${JSON.stringify(sync)}`,
    'mode: observe',
    ...(interval === null ? [] : [`interval: P${days ?? 0}DT${hours}H${minutes}M`]),
    ...(named.length === 0 ? [] : ['configs:', ...named]),
    '',
  ].join('\n');
}

async function writeForPeers(folder: string, tenants: readonly Tenant[]): Promise<void> {
  const wanted = tenants.map((tenant) => [tenant.name, wantedOf(tenant)] as const);
  await writeFile(join(folder, 'wanted.json'), JSON.stringify(Object.fromEntries(wanted)));
  const names = tenants.map(({ name, tenantId }) => `${name} ${tenantId}\n`);
  await writeFile(join(folder, 'tenants.txt'), names.join(''));
  await writeFile(
    join(folder, 'inventory'),
    ['[tenants]', ...tenants.map(({ name }) => name), ''].join('\n'),
  );
  await mkdir(join(folder, 'host_vars'));
  for (const [index, { name, tenantId }] of tenants.entries()) {
    const values = { tenant_id: tenantId, syncs: wanted[index]![1] };
    await writeFile(join(folder, 'host_vars', `${name}.json`), JSON.stringify(values));
  }
}

/** One sync in ten has another interval, and one in ten another option. */
async function letDrift(wawi: Wawi, tenant: Tenant): Promise<readonly string[]> {
  const drift: string[] = [];
  for (const [index, { name, channel, options }] of wantedOf(tenant).entries()) {
    const [option] = Object.keys(options);
    const path = `/tenants/${tenant.name}/syncs/${tenant.live[index]!.identifier}`;
    const differs = async (field: string, change: unknown) => {
      await control(wawi, 'PUT', path, change);
      drift.push(`${tenant.name} | ${name} | ${channel} | ${field}`);
    };
    if (index % 10 === 3) await differs('interval', { interval: '00:47:00' });
    if (index % 10 === 5 && option)
      await differs(option, { configs: { [option]: otherValue(options[option]!) } });
  }
  return drift;
}

function otherValue(value: string): string {
  if (/^true$/i.test(value)) return 'false';
  return /^false$/i.test(value) ? 'true' : String(Number(value) + 1);
}
