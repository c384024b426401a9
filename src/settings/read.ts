import type { ErrorObject } from 'ajv';
import type { Calendar } from '../base/calendar.ts';
import { suggest } from '../base/nearest.ts';
import { quoted } from '../base/printable.ts';
import { checkUrl } from '../base/url.ts';
import { isSollistYaml } from '../generated/validators.js';
import type { Origin } from '../model/origin.ts';
import type { Credential, SecretSource } from '../model/secret.ts';
import {
  type ApiVersion,
  type Auth,
  apiVersions,
  type Connection,
  type Settings,
  type TenantSettings,
} from '../model/settings.ts';
import type { SourceFile } from '../model/sourceFile.ts';
import type { Code } from '../problems/codes.ts';
import { capped, type Problem } from '../problems/problem.ts';
import { createLocate, type Locate } from '../yaml/locate.ts';
import { childOf, nodeAt, readReference, textOf, type YamlNode } from '../yaml/node.ts';
import { parseYaml } from '../yaml/parse.ts';
import { explain } from '../yaml/schemaProblems.ts';
import { readNotifications } from './readNotifications.ts';
import { type Given, type GivenSettings, type SettingKey, saysYes, settingsTable } from './table.ts';
import { vocabulary } from './vocabulary.ts';

export type SettingsInput = {
  /** `sollist.yaml`, where there is one. */
  readonly file?: SourceFile;
  /** What flags and `SOLLIST_…` variables say. */
  readonly given: GivenSettings;
  /** What `JTL_…` variables say: of the tenant `default`, where the file names no tenants. */
  readonly jtl: GivenSettings;
  readonly systemTimezone: string;
};

export type ReadSettings = {
  /** As far as they could be made out; without `tenants` where the file cannot tell who they are. */
  readonly settings: Omit<Settings, 'tenants'> & { readonly tenants: Settings['tenants'] | undefined };
  readonly problems: readonly Problem[];
};

/** Settles what holds: flags beat variables beat the file beat what holds where nothing is said. */
export function readSettings(input: SettingsInput, calendar: Calendar): ReadSettings {
  const { root, problems: syntax, locate } = readFile(input.file);
  const problems: Problem[] = [...syntax];
  const named = childOf(root, 'tenants');
  const given = named ? input.given : { ...input.jtl, ...input.given };
  const context: Context = { root, locate, given, problems, folder: input.file?.directory ?? '' };
  const isReadable = syntax.every((problem) => problem.code !== 'yaml');
  const tenants = readTenants(named, context);
  const settings = {
    schedule: readSchedule(context, calendar),
    timezone: readTimezone(context, calendar, input.systemTimezone),
    concurrency: readNumber('concurrency', context, /^\d{1,3}$/, 1, 256) ?? 8,
    safety: {
      maxChanges: readNumber('safety.maxChanges', context, /^\d{1,9}$/, 0, 999_999_999) ?? 50,
      maxShare: readNumber('safety.maxShare', context, /^\d?(?:\.\d+)?$/, 0, 1) ?? 0.5,
    },
    notifications: readNotifications(childOf(root, 'notifications'), context),
    tenants: isReadable ? tenants : undefined,
  };
  problems.push(...findTwins(tenants));
  return { settings, problems: inOrder(problems, input.file?.path) };
}

type Context = {
  readonly root: YamlNode | undefined;
  readonly locate: Locate;
  readonly given: GivenSettings;
  readonly problems: Problem[];
  /** From which relative paths of secrets count. */
  readonly folder: string;
};

/** One document at most, and none is as good as an empty one. */
function readFile(file: SourceFile | undefined) {
  const locate = createLocate(file?.path ?? '', file?.text ?? '');
  if (!file) return { root: undefined, problems: [], locate };
  const { documents, problems } = parseYaml(file.text, locate);
  const [root, second] = documents;
  const found = [...problems];
  if (second) {
    const message = 'a second document: one file holds the settings of one sollist';
    found.push({ code: 'second-document', message, origin: locate(second.offset) });
  }
  if (root && !isSollistYaml(root.data)) {
    const errors = isSollistYaml.errors!.filter((error) => !isNumberedVersion(error, root));
    found.push(...explain(errors, root, locate, vocabulary));
  }
  return { root, problems: found, locate };
}

/** YAML takes `version: 2.0` for a number. What was meant is plain, so it need not stand in quotes. */
function isNumberedVersion({ keyword, instancePath }: ErrorObject, root: YamlNode): boolean {
  if (keyword !== 'enum' || !instancePath.endsWith('/api/version')) return false;
  const node = nodeAt(root, instancePath);
  return node.kind === 'scalar' && isApiVersion(node.text);
}

function isApiVersion(text: string): text is ApiVersion {
  return (apiVersions as readonly string[]).includes(text);
}

function inOrder(problems: readonly Problem[], file: string | undefined): readonly Problem[] {
  const [placed, other] = [problems.filter((one) => one.origin), problems.filter((one) => !one.origin)];
  return [...(file === undefined ? placed : capped(placed, 0, file)), ...other];
}

/** What is said of a setting, and where: by a flag, a variable or the file. */
type Said = { readonly text: string; readonly name: string; readonly origin?: Origin };

function said(key: SettingKey, context: Context): Said | undefined {
  const given: Given | undefined = context.given[key];
  if (given) return { text: given.text, name: given.by };
  return fromFile(key, nodeOf(key, context), context);
}

/** Only what the schema takes: what it does not is a problem already. */
function fromFile(name: string, node: YamlNode | undefined, { locate }: Context): Said | undefined {
  if (node?.kind !== 'scalar' || node.data === null || node.text === '') return undefined;
  return { text: node.text, name: `\`${name}\``, origin: locate(node.offset) };
}

function nodeOf(path: string, { root }: Context): YamlNode | undefined {
  let node = root;
  for (const key of path.split('.')) node = childOf(node, key);
  return node;
}

type Mistake = Pick<Problem, 'message' | 'hint' | 'sensitive'>;

function report(context: Context, code: Code, origin: Origin | undefined, mistake: Mistake): undefined {
  context.problems.push({ code, ...mistake, ...(origin && { origin }) });
}

function readSchedule(context: Context, calendar: Calendar): string {
  const schedule = said('schedule', context);
  if (!schedule) return settingsTable.schedule.default;
  const mistake = calendar.mistakeIn(schedule.text);
  if (mistake === undefined) return schedule.text;
  report(context, 'cron', schedule.origin, {
    message: `${schedule.name}: ${quoted(schedule.text)} ${mistake}`,
    hint: 'write minute, hour, day, month and weekday, like "*/5 * * * *"',
  });
  return settingsTable.schedule.default;
}

function readTimezone(context: Context, calendar: Calendar, systemTimezone: string): string {
  const timezone = said('timezone', context);
  if (!timezone) return systemTimezone;
  if (calendar.isTimezone(timezone.text)) return timezone.text;
  const message = `${timezone.name}: ${quoted(timezone.text)} is no time zone`;
  report(context, 'timezone', timezone.origin, { message, hint: 'write it like Europe/Berlin' });
  return systemTimezone;
}

/** The schema has checked what stands in the file; what a flag or variable says is text. */
function readNumber(
  key: SettingKey,
  context: Context,
  pattern: RegExp,
  least: number,
  most: number,
): number | undefined {
  const given = said(key, context);
  if (!given) return undefined;
  const number = Number(given.text);
  if (number >= least && number <= most && (pattern.test(given.text) || given.origin)) return number;
  if (given.origin) return undefined;
  report(context, 'bad-value', undefined, {
    message: `${given.name} is ${quoted(given.text)}, but must be a number from ${least} to ${most}`,
  });
  return undefined;
}

function readTenants(named: YamlNode | undefined, context: Context): readonly TenantSettings[] | undefined {
  if (!named) {
    const tenantId = context.given['tenants.default.tenantId']?.text;
    const connection = connect(reach(undefined, context), tenantId, 'default', context);
    return [{ name: 'default', labels: {}, connection }];
  }
  if (named.kind !== 'map' || named.entries.size === 0) return undefined;
  const reachOf = createReachOf(context);
  return [...named.entries].map(([name, { keyOffset, value }]) => {
    const tenantId = fromFile('tenantId', childOf(value, 'tenantId'), context);
    const origin = context.locate(keyOffset);
    return {
      name,
      labels: readLabels(childOf(value, 'labels')),
      connection: connect(reachOf(value), tenantId?.text, name, context, tenantId?.origin ?? origin),
      origin,
    };
  });
}

function readLabels(node: YamlNode | undefined): Readonly<Record<string, string>> {
  if (node?.kind !== 'map') return {};
  return Object.fromEntries([...node.entries].map(([label, { value }]) => [label, textOf(value) ?? '']));
}

/** What may be the same for many tenants. */
type Reach = Omit<Connection, 'tenantId'>;

/** Most tenants say nothing of it by themselves: what holds for all is read once, when one of them needs it. */
function createReachOf(context: Context): (tenant: YamlNode) => Reach {
  let common: Reach | undefined;
  return (tenant) => {
    if (childOf(tenant, 'api') || childOf(tenant, 'auth')) return reach(tenant, context);
    common ??= reach(undefined, context);
    return common;
  };
}

/** `tenant` is what stands below the tenant's name: it beats the file's own `api` and `auth`, key by key. */
function reach(tenant: YamlNode | undefined, context: Context): Reach {
  const signIn = readAuth(tenant, context);
  const onPremise = signIn.kind === 'apiKey';
  const baseUrl = readUrl('api.baseUrl', 'api.allowInsecure', tenant, context);
  return {
    baseUrl: baseUrl ?? (onPremise ? onPremiseUrl : settingsTable['api.baseUrl'].default),
    version: readVersion(tenant, context) ?? (onPremise ? '1.1' : '2.0'),
    auth: signIn,
  };
}

function connect(
  reached: Reach,
  tenantId: string | undefined,
  name: string,
  context: Context,
  origin?: Origin,
): Connection {
  if (reached.auth.kind === 'oauth' && tenantId === undefined) {
    const hint = origin ? 'add `tenantId:`' : `set ${settingsTable['tenants.default.tenantId'].jtl}`;
    const message = `the tenant \`${name}\` has no tenant id, which the cloud asks for`;
    report(context, 'tenant-id-missing', origin, { message, hint });
  } else if (tenantId !== undefined && !/^[\x21-\x7e]+$/.test(tenantId)) {
    report(context, 'bad-value', origin, {
      message: `the tenant id of \`${name}\` holds characters that no HTTP header can carry`,
    });
  }
  return { ...reached, ...(tenantId !== undefined && { tenantId }) };
}

/** Where the API of an installation listens unless somebody changed it (the API page). */
const onPremiseUrl = 'http://127.0.0.1:64110/api/eazybusiness';

/** What is said of a setting for one tenant: its own word, else what holds for all. */
function saidOf(key: SettingKey, tenant: YamlNode | undefined, context: Context): Said | undefined {
  return fromFile(key, ownNode(key, tenant), context) ?? said(key, context);
}

function ownNode(key: SettingKey, tenant: YamlNode | undefined): YamlNode | undefined {
  const [map, name] = key.split('.');
  return childOf(childOf(tenant, map!), name!);
}

function readVersion(tenant: YamlNode | undefined, context: Context): ApiVersion | undefined {
  const version = saidOf('api.version', tenant, context);
  if (!version || isApiVersion(version.text)) return version?.text as ApiVersion | undefined;
  if (version.origin) return undefined;
  const message = `${version.name} is ${quoted(version.text)}, which is no version of the API`;
  return report(context, 'bad-value', undefined, { message, hint: suggest(version.text, apiVersions) });
}

type AllowKey = 'api.allowInsecure' | 'auth.allowInsecure';

function readUrl(
  key: 'api.baseUrl' | 'auth.tokenUrl',
  allowKey: AllowKey,
  tenant: YamlNode | undefined,
  context: Context,
): string | undefined {
  const address = saidOf(key, tenant, context);
  if (!address) return undefined;
  const { flag, variable } = settingsTable[allowKey];
  const howToAllow = address.origin ? undefined : `set ${variable}=true (or give ${flag})`;
  const allowed = isAllowed(address, allowKey, tenant, context);
  const checked = checkUrl(address.text, address.name, allowed, howToAllow);
  if ('url' in checked) return checked.url;
  const isNew = context.problems.every(
    ({ code, origin, message }) =>
      code !== 'url' || message !== checked.message || origin?.line !== address.origin?.line,
  );
  return isNew ? report(context, 'url', address.origin, checked) : undefined;
}

/** What stands beside the address counts: a tenant that brings its own must also say by itself that it may be insecure. */
function isAllowed(
  address: Said,
  allowKey: AllowKey,
  tenant: YamlNode | undefined,
  context: Context,
): boolean {
  const own = ownNode(allowKey === 'api.allowInsecure' ? 'api.baseUrl' : 'auth.tokenUrl', tenant);
  const isOwn = own !== undefined && address.origin !== undefined;
  const allowed = isOwn
    ? fromFile('allowInsecure', ownNode(allowKey, tenant), context)
    : said(allowKey, context);
  return saysYes(allowed?.text);
}

function readAuth(tenant: YamlNode | undefined, context: Context): Auth {
  if (wantsApiKey(tenant, context)) {
    const apiKey = credential('auth.apiKey', tenant, context);
    return apiKey ? { kind: 'apiKey', apiKey } : { kind: 'none' };
  }
  const clientId = readClientId(tenant, context);
  const clientSecret = credential('auth.clientSecret', tenant, context);
  if (clientId === undefined || !clientSecret) return { kind: 'none' };
  const scope = saidOf('auth.scope', tenant, context)?.text;
  const tokenUrl = readUrl('auth.tokenUrl', 'auth.allowInsecure', tenant, context);
  return {
    kind: 'oauth',
    tokenUrl: tokenUrl ?? settingsTable['auth.tokenUrl'].default,
    clientId,
    clientSecret,
    ...(scope !== undefined && { scope }),
  };
}

/** Whoever speaks nearest to the tenant decides: the tenant itself, a variable, what the file says for all. */
function wantsApiKey(tenant: YamlNode | undefined, context: Context): boolean {
  const {
    'auth.apiKey': apiKey,
    'auth.clientId': clientId,
    'auth.clientSecret': clientSecret,
  } = context.given;
  const voices: readonly Voice[] = [
    voiceOf(childOf(tenant, 'auth'), context),
    { key: apiKey !== undefined, client: (clientId ?? clientSecret) !== undefined, origin: undefined },
    voiceOf(childOf(context.root, 'auth'), context),
  ];
  const decides = voices.find((voice) => voice.key || voice.client);
  if (decides?.key && decides.client) refuseBoth(decides.origin, context);
  return decides?.key === true;
}

type Voice = { readonly key: boolean; readonly client: boolean; readonly origin: Origin | undefined };

function voiceOf(auth: YamlNode | undefined, { locate }: Context): Voice {
  const has = (key: string) => childOf(auth, key) !== undefined;
  const origin = auth && locate(auth.offset);
  return { key: has('apiKey'), client: has('clientId') || has('clientSecret'), origin };
}

function refuseBoth(origin: Origin | undefined, context: Context): void {
  const isKnown = context.problems.some(
    (one) => one.code === 'two-sign-ins' && one.origin?.line === origin?.line,
  );
  if (isKnown) return;
  const message = 'both an API key and an OAuth client are there';
  const hint = 'keep the key on-premise, the client in the cloud';
  report(context, 'two-sign-ins', origin, { message, hint });
}

function credential(
  key: 'auth.apiKey' | 'auth.clientSecret' | 'auth.clientId',
  tenant: YamlNode | undefined,
  context: Context,
): Credential | undefined {
  const own = reference(ownNode(key, tenant), context);
  if (own) return own;
  const given = context.given[key];
  if (given) return { ref: { env: given.by }, folder: '' };
  return reference(nodeOf(key, context), context);
}

function reference(node: YamlNode | undefined, { folder, locate }: Context): Credential | undefined {
  const ref = node && readReference(node);
  return ref && { ref, folder, origin: locate(node.offset) };
}

/** No secret, so it may stand in clear. */
function readClientId(tenant: YamlNode | undefined, context: Context): string | SecretSource | undefined {
  const own = ownNode('auth.clientId', tenant);
  if (own) return textOf(own) ?? reference(own, context);
  const given = context.given['auth.clientId'];
  if (given) return given.text;
  const common = nodeOf('auth.clientId', context);
  return textOf(common) ?? reference(common, context);
}

/** Two names for one tenant of the ERP would correct each other for ever. */
function findTwins(tenants: readonly TenantSettings[] | undefined): Problem[] {
  const seen = new Map<string, TenantSettings>();
  return (tenants ?? []).flatMap((tenant) => {
    const { baseUrl, tenantId, auth } = tenant.connection;
    const key = JSON.stringify([
      baseUrl.replace(/\/+$/, ''),
      tenantId?.toLowerCase(),
      auth.kind === 'apiKey' && auth.apiKey,
    ]);
    const twin = seen.get(key);
    seen.set(key, tenant);
    if (!twin || auth.kind === 'none') return [];
    const message = `the tenants \`${twin.name}\` and \`${tenant.name}\` are one and the same`;
    return [
      {
        code: 'same-tenant',
        message,
        hint: 'keep one, or give each its own tenant id or base URL',
        ...(tenant.origin && { origin: tenant.origin }),
        ...(twin.origin && { related: twin.origin }),
      },
    ];
  });
}

/** What no request can do without, told before the first: how to sign in. */
export function missingCredentials(tenants: readonly TenantSettings[]): readonly Problem[] {
  return tenants
    .filter((tenant) => tenant.connection.auth.kind === 'none')
    .map(({ name, origin }) => ({
      code: 'no-credentials',
      message: `nothing says how to sign in to the tenant \`${name}\``,
      hint: origin
        ? 'add `auth:` with clientId and clientSecret, or with apiKey on-premise'
        : 'set JTL_TENANT_ID, JTL_CLIENT_ID and JTL_CLIENT_SECRET (on-premise: JTL_API_KEY), or write a sollist.yaml',
      ...(origin && { origin }),
    }));
}
