import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { test as vitest } from 'vitest';
import { type Emulator, type EmulatorOptions, startEmulator } from '../../src/emulator/server.io.ts';
import type { ErrorJson } from '../../src/generated/error.ts';
import type { ExplainJson } from '../../src/generated/explain.ts';
import type { PlanJson } from '../../src/generated/plan.ts';
import type { PullJson } from '../../src/generated/pull.ts';
import type { ValidationJson } from '../../src/generated/validation.ts';
import { stateOf } from './control.ts';
import { type Ended, launch, type Running, root, settingsFor, type Variables } from './program.ts';

export { commitAll } from './commit.ts';
export { control } from './control.ts';
export { type Ended, main, type Running, settingsFor } from './program.ts';

type Asked = {
  readonly method: string;
  readonly path: string;
  readonly headers: Variables;
  readonly body: string;
};
type Answered = { readonly status: number; readonly body: string; readonly location?: string };

/** Who stands between a client and the emulator: `hold` may make a request wait, `change` what comes back. */
export type Someone = {
  readonly hold?: (asked: Asked) => Promise<void> | undefined;
  readonly change?: (asked: Asked, answered: Answered) => Answered | undefined;
};

/** A folder of its own with what runs in it; everything is removed and closed when the test is over. */
export type House = {
  readonly path: string;
  /** What every command in here gets; nothing else of the environment reaches it but PATH. */
  readonly env: Record<string, string>;
  readonly write: (files: Readonly<Record<string, string | Buffer>>) => Promise<void>;
  readonly read: (file: string) => Promise<string>;
  /** Every file below the folder, by its path from there. */
  readonly files: (folder?: string) => Promise<readonly string[]>;
  readonly emulator: (options?: EmulatorOptions) => Promise<Emulator>;
  /** As `emulator`, with a `sollist.yaml` that reaches it. */
  readonly wawi: (options?: EmulatorOptions, settings?: string) => Promise<Emulator>;
  readonly serve: (listener: RequestListener) => Promise<string>;
  /** A way to the emulator with somebody in between; gives its address. */
  readonly between: (emulator: Pick<Emulator, 'url'>, someone: Someone) => Promise<string>;
  readonly sollist: (...args: readonly string[]) => Promise<Ended>;
  readonly start: (...args: readonly string[]) => Running;
};

export const test = vitest.extend<{ house: House }>({
  house: async ({ task: _ }, use) => {
    const { house, close } = await build();
    await use(house);
    await close();
  },
});

async function build(): Promise<{ house: House; close: () => Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'sollist-cli-'));
  const closing: (() => Promise<unknown> | unknown)[] = [];
  const env: Record<string, string> = {};
  const start = (...args: readonly string[]) => {
    const running = launch(args, path, env);
    closing.push(running.end);
    return running;
  };
  const emulator = async (options: EmulatorOptions = {}) => {
    const started = await startEmulator(options);
    closing.push(() => started.close());
    return started;
  };
  const write = (files: Readonly<Record<string, string | Buffer>>) => writeAll(path, files);
  const serve = async (listener: RequestListener) => {
    const { url, close } = await listen(listener);
    closing.push(close);
    return url;
  };
  const house: House = {
    path,
    env,
    write,
    read: (file) => readFile(join(path, file), 'utf8'),
    files: (folder = '.') => filesBelow(join(path, folder)),
    emulator,
    async wawi(options, settings = '') {
      const started = await emulator(options);
      env.JTL_CLIENT_SECRET = started.clientSecret;
      await write({ 'sollist.yaml': settingsFor(started) + settings });
      return started;
    },
    serve,
    between: ({ url }, someone) =>
      serve((request, response) => {
        // Whoever hung up, on either side, gets no answer.
        pass(url, someone, request, response).catch(() => response.destroy());
      }),
    sollist: (...args) => start(...args).ended,
    start,
  };
  const close = async () => {
    for (const one of closing.reverse()) await one();
    await rm(path, { recursive: true, force: true });
  };
  return { house, close };
}

async function writeAll(folder: string, files: Readonly<Record<string, string | Buffer>>): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
}

async function filesBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

function listen(listener: RequestListener): Promise<{ url: string; close: () => Promise<void> }> {
  const server = createServer(listener);
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      resolve({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close });
    });
  });
}

async function pass(url: string, someone: Someone, request: IncomingMessage, response: ServerResponse) {
  const { host: _, connection: __, 'content-length': ___, ...others } = request.headers;
  const [method, path, headers] = [request.method!, request.url!, others as Variables];
  const body = await text(request);
  const asked = { method, path, headers, body };
  await someone.hold?.(asked);
  const answer = await fetch(url + path, { method, headers, ...(body !== '' && { body }) });
  const answered: Answered = { status: answer.status, body: await answer.text() };
  const { status, body: told, location } = someone.change?.(asked, answered) ?? answered;
  response.writeHead(status, { 'content-type': 'application/json', ...(location && { location }) }).end(told);
}

/** Something that happens once, to be waited for. */
export function once() {
  let happen = () => {};
  const happened = new Promise<void>((resolve) => {
    happen = resolve;
  });
  return { happen, happened };
}

/** A way to an emulator on which writes wait until `open` is called. `arrived`: the first one has come. */
export async function holdWrites(house: House, emulator: Pick<Emulator, 'url'>) {
  const [arrival, gate] = [once(), once()];
  const url = await house.between(emulator, {
    hold({ method }) {
      if (method !== 'POST') return;
      arrival.happen();
      return gate.happened;
    },
  });
  return { url, arrived: arrival.happened, open: gate.happen };
}

/** A port on which nothing listens. */
export async function deadUrl(): Promise<string> {
  const { url, close } = await listen(() => {});
  await close();
  return url;
}

const ajv = new Ajv2020({ strict: false });
addFormats.default(ajv);
const schemas = [
  'error',
  'plan',
  'savedPlan',
  'pull',
  'validation',
  'health',
  'emulator',
  'catalogue',
  'explain',
] as const;
for (const name of schemas)
  ajv.addSchema(JSON.parse(readFileSync(join(root, 'schemas', `${name}.schema.json`), 'utf8')));

/** The one JSON document that a text is, held to its published schema. */
export function readJson(stdout: string, name: 'error'): ErrorJson;
export function readJson(stdout: string, name: 'explain'): ExplainJson;
export function readJson(stdout: string, name: 'plan'): PlanJson;
export function readJson(stdout: string, name: 'pull'): PullJson;
export function readJson(stdout: string, name: 'validation'): ValidationJson;
export function readJson(stdout: string, name: (typeof schemas)[number]): unknown;
export function readJson(stdout: string, name: (typeof schemas)[number]): unknown {
  const document: unknown = JSON.parse(stdout);
  const isValid = ajv.getSchema(`https://sollist.dev/schemas/${name}.schema.json`)!;
  if (isValid(document) !== true) throw new Error(`${ajv.errorsText(isValid.errors)}\n${stdout}`);
  return document;
}

/** The writes among the requests that an emulator got, without what tells when. */
export function writesTo({ requests }: Emulator) {
  return requests
    .filter(({ method, path }) => method !== 'GET' && path !== '/oauth2/token')
    .map(({ method, path, tenant, body, status }) => ({ method, path, tenant, body, status }));
}

/** `GET`, `POST` and `TOKEN`, in the order in which they came. */
export function callsTo({ requests }: Emulator): readonly string[] {
  return requests.map(({ method, path }) => (path === '/oauth2/token' ? 'TOKEN' : method));
}

/** What the emulator holds now: the interval and the values of a sync, by the names that people see. */
export async function liveSync(
  emulator: Pick<Emulator, 'url'>,
  tenant: string,
  name: string,
  channel?: string | null,
) {
  const state = await stateOf(emulator, tenant);
  const found = state.tenants[0]!.syncs.find(
    (sync) => sync.syncName === name && (channel === undefined || sync.salesChannelName === channel),
  )!;
  const { identifier, interval, configurations } = found;
  return {
    id: identifier,
    interval,
    values: Object.fromEntries(
      configurations.map(({ displayName, currentValue }) => [displayName, currentValue]),
    ),
    optionId: (option: string) =>
      configurations.find(({ displayName }) => displayName === option)!.identifier,
  };
}
