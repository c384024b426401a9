import { getOrAdd } from '../base/collections.ts';
import type { Result } from '../base/result.ts';
import { contractLimits, type Get, type Http, openHttp } from '../http/client.io.ts';
import { failureAt } from '../http/failures.ts';
import { toIso, toTimeSpan } from '../model/duration.ts';
import type { SyncSettings } from '../model/fields/index.ts';
import { Concealed } from '../model/secret.ts';
import type { Connection, TenantSettings } from '../model/settings.ts';
import type { OpenReader, OpenWriter, WawiReader, WawiWriter } from '../reconcile/ports.ts';

import { readChangedSync, readStatuses, readSyncs, type Spellings, spellingKey } from './answers.ts';
import { askAgain, waits } from './askAgain.ts';
import { prepareSignIn } from './auth/prepareSignIn.ts';
import type { SignIn } from './auth/signIn.ts';
import { createCallApi } from './call.ts';
import { createSlots, type Slots } from './concurrency/slots.ts';
import type { Dialect, WireSettings } from './dialects/dialect.ts';
import { createVoice } from './dialects/voice.ts';
import type { ApiEndpoint } from './observer.ts';
import type { WawiOptions } from './options.ts';
import { createQuota, type EndpointQuota } from './quota/quota.ts';
import { createSeenSecrets } from './seenSecrets.ts';

/** Connections, tokens and quotas, shared by all tenants that are opened with it. */
export type Wawi<Open> = { readonly open: Open; readonly close: () => Promise<void> };

/** Opens tenants for reading: nothing that leaves here is anything but a GET, the token request apart. */
export function createWawiReaders(options: WawiOptions): Wawi<OpenReader> {
  const shared = share(options);
  const { get, close } = shared.http;
  return { open: async (tenant) => createReader(await connect(tenant, shared), get), close };
}

export function createWawiWriters(options: WawiOptions): Wawi<OpenWriter> {
  const shared = share(options);
  const { http } = shared;
  return {
    async open(tenant) {
      const connected = await connect(tenant, shared);
      return createWriter(connected, createReader(connected, http.get), http);
    },
    close: http.close,
  };
}

type Shared = ReturnType<typeof share>;

function share(options: WawiOptions) {
  const http = options.http ?? openHttp(options.limits, options.proxyOf);
  const quotas = new Map<string, EndpointQuota>();
  const slots = new Map<string, Slots>();
  const signIns = new Map<string, SignIn>();
  const { concurrency = () => contractLimits.connections, observer } = options;
  const { seen = createSeenSecrets() } = options;
  return {
    options,
    seen,
    http,
    quotaOf: (origin: string, endpoint: ApiEndpoint) =>
      getOrAdd(quotas, `${origin} ${endpoint}`, () => createQuota(options.clock.monotonic)),
    slotsOf(baseUrl: string) {
      const api = new URL(baseUrl).href.replace(/\/$/, '');
      return getOrAdd(slots, api, () =>
        createSlots(concurrency, (limit) => observer?.onLimit?.({ api, limit })),
      );
    },
    async signInOf(connection: Connection) {
      const { key, make } = await prepareSignIn(connection, http.post, options);
      return getOrAdd(signIns, key, make);
    },
  };
}

/** One tenant, and what it takes to call its API. */
type Connected = Awaited<ReturnType<typeof connect>>;

async function connect(settings: TenantSettings, shared: Shared) {
  const { name: tenant, connection } = settings;
  const { options, quotaOf, seen } = shared;
  const signIn = await shared.signInOf(connection);
  const headers = headersOf(connection, options.version);
  const slots = shared.slotsOf(connection.baseUrl);
  const call = createCallApi({ tenant, signIn, headers, quotaOf, slots, options, seen });
  const voice = await createVoice(settings, options.learned);
  return { tenant, voice, call, seen, clock: options.clock };
}

function headersOf({ tenantId }: Connection, product: string): Record<string, string> {
  return {
    accept: 'application/json',
    'user-agent': `sollist/${product}`,
    // Required by 2.0, and of no harm to the others.
    'x-appid': `sollist/${product}`,
    'x-appversion': product,
    ...(tenantId !== undefined && { 'x-tenant-id': tenantId }),
  };
}

/** Remembers how the server last spelled durations and identifiers, so that it is written to in the same way. */
type Reader = WawiReader & {
  readonly isIso: () => boolean;
  readonly spelling: () => Spellings;
};

function createReader({ tenant, voice, call, seen }: Connected, get: Get): Reader {
  let isIso = false;
  let spelling: Spellings = new Map();

  async function ask<T>(
    endpoint: ApiEndpoint,
    url: URL,
    read: (body: Uint8Array, dialect: Dialect) => Result<T>,
    signal: AbortSignal,
  ): Promise<T> {
    const target = { method: 'GET', url } as const;
    const send = (headers: Readonly<Record<string, string>>) =>
      get({ url, headers: { ...headers, ...voice.headers() }, signal });
    const { answer, errorIn } = await call({ endpoint, target, send, stop: signal });
    const result = read(answer.body, voice.dialect());
    if (result.ok) return result.value;
    const said = errorIn();
    const what = said === undefined ? result.why : `an error, though with ${answer.status}: ${said}`;
    const hint = 'is `api.baseUrl` the address of a JTL-Wawi API, and `api.version` the right one?';
    throw failureAt({ ...target, via: answer.via }, 'bad-answer', `${what} (tenant ${tenant})`, { hint });
  }

  return {
    acceptsNull: voice.dialect().acceptsNull,
    isIso: () => isIso,
    spelling: () => spelling,
    async list(signal) {
      const read = await voice.list(() => ask('list', voice.url(), readSyncs, signal));
      isIso = read.isIso ?? isIso;
      seen.addLive(read.syncs);
      spelling = read.spelling;
      return read.syncs;
    },
    status: (signal) => ask('status', new URL(`${voice.url().href}/status`), readStatuses, signal),
  };
}

function createWriter(connected: Connected, reader: Reader, http: Http): WawiWriter {
  const { voice, seen, clock } = connected;
  const { isIso, spelling, ...reading } = reader;
  const send = createSend(connected, reader, http);
  let mayTake = false;
  return {
    ...reading,
    ...(voice.otherName && { otherName: voice.otherName }),
    listAgain(shows, stop) {
      const forMs = mayTake ? waits.accepted : 0;
      mayTake = false;
      return askAgain(clock, () => reader.list(stop), shows, { forMs, stop });
    },
    statusAgain: (shows, stop) =>
      askAgain(clock, () => reader.status(stop), shows, { forMs: waits.control, stop }),
    async configure(syncId, settings, stop) {
      for (const { was } of settings.options) if (was) seen.add(was.reveal());
      const spelled = spelling();
      const wire = toWireSettings(settings, (id) => spelled.get(spellingKey(syncId, id)) ?? id, isIso());
      const secrets = settings.options.flatMap(({ value }) => (value instanceof Concealed ? [value] : []));
      const body = voice.dialect().body(wire, reveal);
      const { answer, attempts, errorIn } = await send('configure', syncId, { body, secrets }, stop);
      const sync = readChangedSync(answer.body, syncId, voice.dialect());
      mayTake ||= answer.status === 202;
      const said = sync ? undefined : errorIn();
      return { attempts, ...(sync && { sync }), ...(said !== undefined && { said }) };
    },
    async control(syncId, action, stop) {
      const body = voice.dialect().controlBody(action);
      const { attempts, errorIn } = await send('control', syncId, { body }, stop);
      const said = errorIn();
      return { attempts, ...(said !== undefined && { said }) };
    },
  };
}

const ways = { configure: 'POST', control: 'PUT' } as const;

/** Sends one change of one sync. */
function createSend({ voice, call }: Connected, { spelling }: Reader, { post, put }: Http) {
  const by = { POST: post, PUT: put };
  return (
    endpoint: keyof typeof ways,
    syncId: string,
    { body, secrets = [] }: { readonly body: unknown; readonly secrets?: readonly Concealed[] },
    stop: AbortSignal,
  ) => {
    const method = ways[endpoint];
    const url = new URL(`${voice.url().href}/${encodeURIComponent(spelling().get(syncId) ?? syncId)}`);
    const text = JSON.stringify(body);
    return call({
      ...{ endpoint, target: { method, url }, secrets, stop },
      // It carries no signal: what is in flight is finished.
      send: (headers) =>
        by[method]({ url, headers: { ...headers, ...voice.headers(), ...json }, body: text }),
    });
  };
}

const json = { 'content-type': 'application/json' };

function toWireSettings(
  { interval, options }: SyncSettings,
  spelled: (optionId: string) => string,
  isIso: boolean,
): WireSettings {
  return {
    options: options.map(({ id, value }) => ({ id: spelled(id), value })),
    ...(interval !== undefined && { interval: isIso ? toIso(interval) : toTimeSpan(interval) }),
  };
}

function reveal(value: string | Concealed | null): string | null {
  return value instanceof Concealed ? value.reveal() : value;
}
