import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Emulator, startEmulator } from '../../src/emulator/server.io.ts';
import { durationOfSeconds } from '../../src/model/duration.ts';
import type { SyncSettings } from '../../src/model/fields/index.ts';
import { Concealed } from '../../src/model/secret.ts';
import type { ApiVersion, TenantSettings } from '../../src/model/settings.ts';
import { failureOf, going, inCloud, onPremise, reader, recorded, writer } from '../support/wawi/client.ts';
import { type Prism, startPrism } from './prism.ts';

const versions = ['1.1', '1.6', '2.0', '2.1', '2.3'] as const satisfies readonly ApiVersion[];
type Version = (typeof versions)[number];

/** A real or independent server of one version, reached in one way. */
type Side = { readonly tenant: TenantSettings; readonly key: string };
type World = {
  readonly name: string;
  readonly cloud: (version: Version) => Side;
  readonly onPremise: (version: Version) => Side;
};

const emulators = new Map<Version, Emulator>();
let prism: Prism;

beforeAll(async () => {
  prism = await startPrism();
  for (const version of versions) emulators.set(version, await startEmulator({ dialect: version }));
});

afterAll(() => Promise.all([prism.close(), ...[...emulators.values()].map((emulator) => emulator.close())]));

const emulated: World = {
  name: 'the emulator',
  cloud(version) {
    const { url, tenants } = emulators.get(version)!;
    return {
      tenant: inCloud({
        url: `${url}/erp`,
        tokenUrl: `${url}/oauth2/token`,
        version,
        tenantId: tenants[0]!.tenantId,
      }),
      key: '',
    };
  },
  onPremise(version) {
    const { url, apiKey } = emulators.get(version)!;
    return { tenant: onPremise({ url: `${url}/api/eazybusiness`, version }), key: apiKey };
  },
};

const uuid = '11111111-2222-4333-8444-555555555555';

const described: World = {
  name: 'a server made from the OpenAPI document',
  cloud: (version) => ({
    tenant: inCloud({
      url: `${prism.url}/${folderOf(version)}`,
      tokenUrl: `${prism.url}/oauth2/token`,
      version,
      tenantId: uuid,
    }),
    key: '',
  }),
  onPremise: (version) => ({
    tenant: onPremise({ url: `${prism.url}/${folderOf(version)}`, version }),
    key: 'key-1',
  }),
};

function folderOf(version: Version): string {
  if (version.startsWith('1.')) return '1';
  return version === '2.0' ? '2.0' : '2.1';
}

const ways = ['cloud', 'onPremise'] as const;

describe.each([emulated, described])('$name', (world) => {
  describe.each(ways)('%s', (way) => {
    describe.each(versions)('version %s', (version) => {
      const side = () => world[way](version);
      const options = () => recorded({ secrets: { KEY: side().key } });

      test('lists every sync, whole', async () => {
        const [sync] = await (await reader(side().tenant, options())).list(going());
        expect(sync).toMatchObject({ name: 'Ebay', salesChannel: 'Shop', salesChannelId: '1-1-1' });
        expect(sync!.interval).toBeTypeOf('number');
        expect(sync!.options[0]).toMatchObject({ name: 'Create orders', type: 'bool', required: true });
      });

      test('sets the interval and options, each alone and together', async () => {
        const wawi = await writer(side().tenant, options());
        const sync = (await wawi.list(going()))[0]!;
        const interval = durationOfSeconds(300);
        const chosen = [{ id: sync.options[0]!.id, value: new Concealed('false') }];
        const all: SyncSettings[] = [
          { interval, options: [] },
          { options: chosen },
          { interval, options: chosen },
        ];
        for (const settings of all) {
          const answer = await wawi.configure(sync.id, settings, going());
          expect(answer.attempts).toBe(1);
          expect(answer.sync).toMatchObject({ id: sync.id, name: 'Ebay' });
        }
        expect((await wawi.list(going()))[0]).toMatchObject({ interval });
      });

      test('tells how the sync fares, and starts and stops it', async () => {
        const wawi = await writer(side().tenant, options());
        const { id } = (await wawi.list(going()))[0]!;
        expect((await wawi.status(going()))[0]).toMatchObject({ id, active: true, health: 'Healthy' });
        for (const action of ['stop', 'start'] as const) {
          expect(await wawi.control(id, action, going())).toEqual({ attempts: 1 });
          if (world === described) continue; // which remembers nothing
          expect((await wawi.status(going()))[0]).toMatchObject({ id, active: action === 'start' });
        }
      });

      test('a null is sent where the generation takes it, and the rest says that it does not', async () => {
        const wawi = await writer(side().tenant, options());
        const sync = (await wawi.list(going()))[0]!;
        const optional = sync.options.find(({ required }) => !required) ?? sync.options[0]!;
        const set = wawi.configure(sync.id, { options: [{ id: optional.id, value: null }] }, going());
        expect(wawi.acceptsNull).toBe(version.startsWith('2.') && version !== '2.0');
        if (wawi.acceptsNull) expect(await set).toMatchObject({ attempts: 1 });
        else expect((await failureOf(set)).attempts).toBeGreaterThan(0);
      });
    });
  });
});

test('an OpenAPI server refuses the body of another generation, so what it takes is of the right one', async () => {
  const tenant = inCloud({
    url: `${prism.url}/2.1`,
    tokenUrl: `${prism.url}/oauth2/token`,
    version: '2.0',
    tenantId: uuid,
  });
  const wawi = await writer(tenant, recorded());
  const settings = { options: [{ id: uuid, value: 'x' }] };
  const failure = await failureOf(wawi.configure(uuid, settings, going()));
  expect(failure).toMatchObject({ code: 'rejected', attempts: 1 });
});

test('what is set in the emulator is there in the next list, and nothing else has changed', async () => {
  for (const version of versions) {
    const { tenant } = emulated.cloud(version);
    const wawi = await writer(tenant, recorded());
    const before = await wawi.list(going());
    const { id, options } = before.find(({ name }) => name === 'Amazon')!;
    const option = options.find(({ type }) => type === 'String')!;
    const interval = durationOfSeconds(86_400 + 7_230);
    const set = [{ id: option.id, value: new Concealed(' ö"\\\n') }];
    const { sync } = await wawi.configure(id, { interval, options: set }, going());
    const after = await wawi.list(going());
    expect(after.find((one) => one.id === id)).toEqual(sync);
    expect(sync!.interval).toBe(interval);
    expect(after).toEqual(
      before.map((one) => {
        const changed = one.options.map((two) => (two.id === option.id ? { ...two, value: ' ö"\\\n' } : two));
        return { ...one, options: changed, ...(one.id === id && { interval }) };
      }),
    );
  }
});
