import { afterEach } from 'vitest';
import { type Emulator, type EmulatorOptions, startEmulator } from '../../src/emulator/server.io.ts';
import type { DialectVersion } from '../../src/emulator/state/dialects.ts';

export type Reply = { readonly status: number; readonly headers: Headers; readonly text: string };
// biome-ignore lint/suspicious/noExplicitAny: what a server answers is looked at, not typed
export type Json = any;

const opened: Emulator[] = [];

afterEach(async () => {
  await Promise.all(opened.splice(0).map((emulator) => emulator.close()));
});

/** An emulator that is closed after the test. */
export async function open(options: EmulatorOptions = {}): Promise<Emulator> {
  const emulator = await startEmulator(options);
  opened.push(emulator);
  return emulator;
}

export async function send(url: string, init: RequestInit = {}): Promise<Reply> {
  const response = await fetch(url, init);
  return { status: response.status, headers: response.headers, text: await response.text() };
}

export function json(reply: Reply): Json {
  return JSON.parse(reply.text);
}

export function basic(id: string, secret: string): Record<string, string> {
  return { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` };
}

export function askToken(
  { tokenUrl, clientId, clientSecret }: Emulator,
  form: Record<string, string> = { grant_type: 'client_credentials' },
  headers: Record<string, string> = basic(clientId, clientSecret),
): Promise<Reply> {
  return send(tokenUrl, { method: 'POST', body: new URLSearchParams(form), headers });
}

/** Headers with which the cloud accepts calls for a tenant. */
export async function cloudHeaders(
  emulator: Emulator,
  tenant = 0,
  form?: Record<string, string>,
): Promise<Record<string, string>> {
  const token = json(await askToken(emulator, form)).access_token;
  return {
    authorization: `Bearer ${token}`,
    'x-tenant-id': emulator.tenants[tenant]!.tenantId,
    'x-appid': 'Test/1.0.0',
    'x-appversion': '1.0.0',
    'content-type': 'application/json',
  };
}

export type Cloud = {
  list(): Promise<Reply>;
  configure(id: string, body: unknown): Promise<Reply>;
  /** The list, in camelCase whatever the dialect. */
  syncs(): Promise<Json[]>;
  ebay(): Promise<Json>;
};

/** Calls the cloud for one tenant, in the emulator's dialect. */
export async function cloud(emulator: Emulator, tenant = 0): Promise<Cloud> {
  const headers = await cloudHeaders(emulator, tenant);
  const address = `${emulator.url}/${pathOf(emulator.dialect)}/workers`;
  const list = () => send(address, { headers });
  const syncs = async () => camel(json(await list()));
  return {
    list,
    configure: (id, body) =>
      send(`${address}/${id}`, { method: 'POST', headers, body: JSON.stringify(body) }),
    syncs,
    ebay: async () => (await syncs()).find(({ syncName }: Json) => syncName === 'Ebay'),
  };
}

export function pathOf(dialect: DialectVersion): 'v1' | 'v2' {
  return dialect.startsWith('1.') ? 'v1' : 'v2';
}

export function camel(value: Json): Json {
  if (Array.isArray(value)) return value.map(camel);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key.charAt(0).toLowerCase() + key.slice(1), camel(item)]),
  );
}

/** A request body as the dialect wants it, written out from the API page rather than taken from the emulator. */
export function bodyFor(
  dialect: DialectVersion,
  interval: string | undefined,
  values: Readonly<Record<string, string | null>> = {},
): Json {
  const list = Object.entries(values);
  if (dialect.startsWith('1.')) {
    const Configs = list.map(([Identifier, Value]) => ({ Identifier, Value }));
    return { ...(interval !== undefined && { Interval: interval }), ...(list.length > 0 && { Configs }) };
  }
  const entries = list.map(([identifier, value]) => ({ identifier, value }));
  const name = dialect === '2.0' ? 'configs' : 'configurations';
  return { ...(interval !== undefined && { interval }), ...(list.length > 0 && { [name]: entries }) };
}

export function option(sync: Json, displayName: string): Json {
  return sync.configurations.find((one: Json) => one.displayName === displayName);
}

export function control(emulator: Emulator, method: string, path: string, body?: unknown): Promise<Reply> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return send(`${emulator.url}/_emulator${path}`, { method, ...(body !== undefined && { body: text }) });
}
