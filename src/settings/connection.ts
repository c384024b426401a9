import { checkUrl } from '../base/url.ts';
import type { Origin } from '../model/origin.ts';
import type { Credential, SecretSource } from '../model/secret.ts';
import type { ApiVersion, Auth, Connection } from '../model/settings.ts';
import { childOf, type YamlNode } from '../yaml/node.ts';
import {
  nodeIn,
  readId,
  readSaid,
  referenceAt,
  reportOnce,
  type Said,
  type SettingsContext,
  said,
  saidAt,
} from './said.ts';
import { type SettingKey, saysYes, schemaOf, settingsTable } from './table.ts';

/** What may be the same for many tenants. */
export type Reach = Omit<Connection, 'tenantId'>;

export function readReach(context: SettingsContext): Reach {
  const signIn = readAuth(context);
  const onPremise = signIn.kind === 'apiKey';
  const baseUrl = readUrl('api.baseUrl', context);
  const saidVersion = said('api.version', context);
  const version = readSaid(saidVersion, 'api.version', context);
  if (version === 'auto' && onPremise) refuseAuto(saidVersion, context);
  return {
    baseUrl: baseUrl ?? usual('api.baseUrl', onPremise),
    version: (version ?? usual('api.version', onPremise)) as ApiVersion,
    auth: signIn,
  };
}

/** An installation answers in each version that it has, as it is asked: there is nothing to learn, and nothing to go by. */
function refuseAuto(said: Said | undefined, context: SettingsContext): void {
  const message = '`auto` is for the cloud: on-premise the version is asked for in each request';
  const hint = 'write the version of this installation: `version: "1.1"`';
  reportOnce(context, 'bad-value', said?.origin, { message, hint });
}

/** What holds where nobody says anything: with an API key, what an installation has unless somebody changed it. */
function usual(key: SettingKey, onPremise: boolean): string {
  const schema = schemaOf(key);
  return String((onPremise ? schema?.['x-default-on-premise'] : undefined) ?? schema?.default);
}

/** Beside each address, what allows it to be insecure. */
const allowing = { 'api.baseUrl': 'api.allowInsecure', 'auth.tokenUrl': 'auth.allowInsecure' } as const;

function readUrl(key: keyof typeof allowing, context: SettingsContext): string | undefined {
  const address = said(key, context);
  if (!address) return undefined;
  const { flag, variable } = settingsTable[allowing[key]];
  const howToAllow = address.origin ? undefined : `set ${variable}=true (or give ${flag})`;
  const allowInsecure = isAllowed(address, key, context);
  const checked = checkUrl(address.text, address.name, { allowInsecure, ...(howToAllow && { howToAllow }) });
  return checked.ok ? checked.value : reportOnce(context, 'url', address.origin, checked.why);
}

/** What stands beside the address counts: a tenant that brings its own must also say by itself that it may be insecure. */
function isAllowed({ origin }: Said, key: keyof typeof allowing, context: SettingsContext): boolean {
  const isOwn = nodeIn(context.tenant, key) !== undefined && origin !== undefined;
  const allowed = isOwn
    ? saidAt(nodeIn(context.tenant, allowing[key]), 'allowInsecure', context)
    : said(allowing[key], { ...context, tenant: undefined });
  return saysYes(allowed?.text);
}

function readAuth(context: SettingsContext): Auth {
  if (wantsApiKey(context)) {
    const apiKey = credential('auth.apiKey', context);
    return apiKey ? { kind: 'apiKey', apiKey } : { kind: 'none' };
  }
  const clientId = readClientId(context);
  const clientSecret = credential('auth.clientSecret', context);
  if (clientId === undefined || !clientSecret) return { kind: 'none' };
  const scope = readId(said('auth.scope', context), context, ' ');
  return {
    kind: 'oauth',
    tokenUrl: readUrl('auth.tokenUrl', context) ?? usual('auth.tokenUrl', false),
    clientId,
    clientSecret,
    ...(scope !== undefined && { scope }),
  };
}

/** Whoever speaks nearest to the tenant decides: the tenant itself, a variable, what the file says for all. */
function wantsApiKey(context: SettingsContext): boolean {
  const {
    'auth.apiKey': apiKey,
    'auth.clientId': clientId,
    'auth.clientSecret': clientSecret,
  } = context.given;
  const voices: readonly Voice[] = [
    voiceOf(childOf(context.tenant, 'auth'), context),
    { key: apiKey !== undefined, client: (clientId ?? clientSecret) !== undefined, origin: undefined },
    voiceOf(childOf(context.root, 'auth'), context),
  ];
  const decides = voices.find((voice) => voice.key || voice.client);
  if (decides?.key && decides.client) refuseBoth(decides.origin, context);
  return decides?.key === true;
}

type Voice = { readonly key: boolean; readonly client: boolean; readonly origin: Origin | undefined };

function voiceOf(auth: YamlNode | undefined, { locate }: SettingsContext): Voice {
  const has = (key: string) => childOf(auth, key) !== undefined;
  const origin = auth && locate(auth.offset);
  return { key: has('apiKey'), client: has('clientId') || has('clientSecret'), origin };
}

function refuseBoth(origin: Origin | undefined, context: SettingsContext): void {
  const message = 'both an API key and an OAuth client are there';
  const hint = 'keep the key on-premise, the client in the cloud';
  reportOnce(context, 'two-sign-ins', origin, { message, hint });
}

function credential(key: SettingKey, context: SettingsContext): Credential | undefined {
  const own = referenceAt(nodeIn(context.tenant, key), context);
  if (own) return own;
  const given = context.given[key];
  if (given) return { ref: { env: given.by }, folder: '' };
  return referenceAt(nodeIn(context.root, key), context);
}

/** No secret, so it may stand in clear. */
function readClientId(context: SettingsContext): string | SecretSource | undefined {
  const key = 'auth.clientId';
  const reference = referenceAt(nodeIn(context.tenant, key), context);
  if (reference) return reference;
  const inClear = readId(said(key, context), context);
  return inClear ?? referenceAt(nodeIn(context.root, key), context);
}
