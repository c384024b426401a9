// The doors through which somebody else's text comes in, each as a function that needs no process, no network and no file.
import { createCalendar } from '../src/base/calendar.ts';
import type { Clock } from '../src/base/clock.ts';
import { sha256 } from '../src/base/hash.ts';
import { plain } from '../src/base/paint.ts';
import { failed, ok } from '../src/base/result.ts';
import type { Output } from '../src/cli/format.ts';
import { outputs } from '../src/cli/output.ts';
import { createCheckFile } from '../src/desired/checkFiles.ts';
import { desire } from '../src/desired/desire.ts';
import type { Desired } from '../src/desired/desired.ts';
import type { HttpAnswer } from '../src/http/answer.ts';
import type { Http } from '../src/http/client.io.ts';
import { Concealed } from '../src/model/secret.ts';
import type { TenantSettings } from '../src/model/settings.ts';
import type { SourceFile } from '../src/model/sourceFile.ts';
import { textIn } from '../src/problems/text.ts';
import { documentsOf } from '../src/pull/documents.ts';
import { correct } from '../src/reconcile/pass.io.ts';
import type { Report } from '../src/reconcile/report.ts';
import type { ReportLook } from '../src/report/text.ts';
import { validationOutputs } from '../src/report/validation.ts';
import { readSettings } from '../src/settings/read.ts';
import { createWawiWriters } from '../src/wawi/client.io.ts';

/** Secrets that are planted; none of them may ever be told. */
export const planted = {
  client: 'planted-client-secret',
  option: 'planted-option-secret',
  token: 'planted.access.token',
  live: 'planted-live-value',
  literal: 'planted-literal-secret',
};

const now = Date.parse('2026-03-04T12:00:00Z');
const calendar = createCalendar();
const { signal } = new AbortController();

export const settingsText = `schedule: "*/5 * * * *"
timezone: Europe/Berlin
api:
  baseUrl: https://api.example.com/erp
  version: "2.0"
auth:
  tokenUrl: https://auth.example.com/token
  clientId: me
  clientSecret: { env: CLIENT_SECRET }
safety: { maxChanges: 1000, maxShare: 1 }
tenants:
  acme: { tenantId: a-1, labels: { region: eu } }
`;

export const documentText = `sync: { name: Ebay, salesChannel: Shop }
interval: 5m
configs:
  Create orders: true
  Stock limit: 12.50
  Passwort: { env: OPTION_SECRET }
`;

export function sourceOf(path: string, text: string): SourceFile {
  return { path, folder: undefined, directory: '/', text, hash: text };
}

function settingsOf(text: string) {
  const file = sourceOf('sollist.yaml', text);
  return readSettings({ file, given: {}, jtl: {}, systemTimezone: () => 'UTC' }, calendar);
}

/** Read anew, so that nothing is remembered from one input to the next. */
export function desiredOf(text: string, tenants: readonly TenantSettings[] | undefined): Desired {
  const tree = { files: [sourceOf('syncs/a.yaml', text)], problems: [], warnings: [], hash: 'hash' };
  const checkFile = createCheckFile(calendar);
  return desire(tree, tenants, { now, timezone: 'Europe/Berlin' }, { checkFile, calendar });
}

export const usual = settingsOf(settingsText);
const usualTenants = usual.settings.tenants!;
const usualDesired = desiredOf(documentText, usualTenants);

export type ValidationOutput = keyof typeof validationOutputs;

function look(...files: readonly SourceFile[]): ReportLook {
  const here = { now: 0, timezone: 'UTC', calendar };
  return { paint: plain, width: 120, textOf: textIn(files), here };
}

/** `sollist validate` of one file. */
export function validateDocument(text: string, output: ValidationOutput): string {
  const { problems, warnings, documents } = desiredOf(text, usualTenants);
  const found = { files: 1, documents: documents.length, problems, warnings };
  return validationOutputs[output](found, look(sourceOf('syncs/a.yaml', text)));
}

/** `sollist validate` of `sollist.yaml`. */
export function validateSettings(text: string, output: ValidationOutput): string {
  const { problems } = settingsOf(text);
  const found = { files: 1, documents: 0, problems, warnings: [] };
  return validationOutputs[output](found, look(sourceOf('sollist.yaml', text)));
}

/** Who sleeps finds that the time has passed. */
function aClock(): Clock {
  let passed = 0;
  return {
    now: () => now + passed,
    monotonic: () => passed,
    async sleep(milliseconds) {
      passed += milliseconds;
    },
  };
}

/** A server that answers what it likes, and the writes that reached it. */
export type Server = {
  readonly token?: HttpAnswer;
  readonly list: HttpAnswer;
  readonly change?: HttpAnswer;
};

export type Posted = { readonly path: string; readonly body: string };

export type Passed = { readonly report: Report; readonly told: string; readonly posted: readonly Posted[] };

export function answerOf(body: unknown, changes: Partial<HttpAnswer> = {}): HttpAnswer {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { status: 200, headers: {}, body: new TextEncoder().encode(text), ...changes };
}

const granted = answerOf({ access_token: planted.token, token_type: 'bearer', expires_in: 3600 });

/** One whole `sollist apply`: the files, the server's answers, and what is told of them. */
export async function pass(
  document: string,
  server: Server,
  output: Output,
  httpOf: HttpOf = inProcess,
): Promise<Passed> {
  const posted: Posted[] = [];
  const http = httpOf(server, posted);
  const told: string[] = [];
  const wawi = writersOver(http, (fields) => void told.push(JSON.stringify(fields)));
  const desired = document === documentText ? usualDesired : desiredOf(document, usualTenants);
  const report = await correct(desired, usualTenants, {
    open: wawi.open,
    readSecret,
    journal: {
      causes: async () => () => 'unknown',
      writes: async () => () => undefined,
      record: async (entry) => void told.push(JSON.stringify(entry)),
    },
    revision: async () => ({ revision: null }),
    sha256,
    concurrency: 1,
    policy: usual.settings.safety,
    stop: signal,
  });
  const shown = look(sourceOf('syncs/a.yaml', document));
  told.push(await outputs[output].report(report, shown, { at: shown.here.now, version: '0' }));
  return { report, posted, told: told.join('\n') };
}

function writersOver(http: Http, log: (fields: object) => void) {
  const told = { debug: log, info: log };
  return createWawiWriters({ version: '0', readSecret, clock: aClock(), random: () => 0, log: told, http });
}

async function readSecret({ ref }: Parameters<Parameters<typeof correct>[2]['readSecret']>[0]) {
  if (!('env' in ref)) return failed('is not there');
  const value = { CLIENT_SECRET: planted.client, OPTION_SECRET: planted.option }[ref.env];
  return value === undefined ? failed('is not set') : ok(new Concealed(value));
}

/** What is sent to a server that answers so; each request that is neither a GET nor asks for a token is `posted`. */
export type HttpOf = (server: Server, posted: Posted[]) => Http;

function inProcess(server: Server, posted: Posted[]): Http {
  const sent =
    (method: 'POST' | 'PUT'): Http['post'] =>
    async ({ url, body }) =>
      answerTo({ method, path: url.pathname, body }, server, posted);
  return {
    get: async () => server.list,
    post: sent('POST'),
    put: sent('PUT'),
    close: async () => {},
  };
}

export type Asked = Posted & { readonly method: string };

export function answerTo({ method, path, body }: Asked, server: Server, posted: Posted[]): HttpAnswer {
  if (method === 'GET') return server.list;
  if (path === '/token') return server.token ?? granted;
  posted.push({ path, body });
  return server.change ?? server.list;
}

/** `sollist pull` of what a server answers; undefined where the answer is refused. */
export async function pull(list: HttpAnswer): Promise<string | undefined> {
  const wawi = writersOver(inProcess({ list }, []), () => {});
  const reader = await wawi.open(usualTenants[0]!);
  const syncs = await reader.list(signal);
  const tenant = { name: 'acme', syncs, acceptsNull: reader.acceptsNull };
  const { files, warnings } = documentsOf(tenant, {
    tenants: ['acme'],
    secretPatterns: ['*a*b*c'],
    syncs: 'syncs',
    claims: [],
  });
  return [...files.map(({ text }) => text), ...warnings.map(({ message }) => message)].join('\n');
}

export const liveSyncs = [
  {
    identifier: '3c90c3cc-0d44-4b50-8888-8dd25736052a',
    syncName: 'Ebay',
    salesChannelName: 'Shop',
    salesChannelId: '1-1-1',
    interval: '00:10:00',
    configurations: [
      option(1, 'Create orders', 'System.Boolean', 'false'),
      option(2, 'Stock limit', 'decimal', '7'),
      option(3, 'Passwort', 'string', planted.live),
      option(4, 'Note', 'string', 'hello'),
    ],
  },
  {
    identifier: '3c90c3cc-0d44-4b50-8888-8dd25736052b',
    syncName: 'Amazon',
    salesChannelName: null,
    salesChannelId: null,
    interval: null,
    configurations: [],
  },
];

function option(number: number, displayName: string, type: string, currentValue: string | null) {
  const identifier = `aaaaaaaa-0000-4000-8000-00000000000${number}`;
  return { identifier, displayName, type, currentValue, isRequired: true };
}
