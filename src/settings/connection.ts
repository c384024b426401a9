import { checkUrl } from '../base/url.ts';
import type { Origin } from '../model/origin.ts';
import type { Credential, SecretSource } from '../model/secret.ts';
import type { ApiVersion, Auth, Connection } from '../model/settings.ts';
import { childOf, textOf, type YamlNode } from '../yaml/node.ts';
import {
  nodeOf,
  ownNode,
  referenceAt,
  report,
  type Said,
  type SettingsContext,
  said,
  saidAt,
  saidOf,
} from './said.ts';
import { type SettingKey, saysYes, settingsTable } from './table.ts';
import { readSaid } from './values.ts';
import { vocabulary } from './vocabulary.ts';

/** What may be the same for many tenants. */
export type Reach = Omit<Connection, 'tenantId'>;

/** `tenant` is what stands below the tenant's name: it beats the file's own `api` and `auth`, key by key. */
export function readReach(tenant: YamlNode | undefined, context: SettingsContext): Reach {
  const signIn = readAuth(tenant, context);
  const onPremise = signIn.kind === 'apiKey';
  const baseUrl = readUrl('api.baseUrl', 'api.allowInsecure', tenant, context);
  const version = readSaid(saidOf('api.version', tenant, context), 'api.version', context);
  return {
    baseUrl: baseUrl ?? usual('api.baseUrl', onPremise),
    version: (version ?? usual('api.version', onPremise)) as ApiVersion,
    auth: signIn,
  };
}

/** What holds where nobody says anything: with an API key, what an installation has unless somebody changed it. */
function usual(key: SettingKey, onPremise: boolean): string {
  const [schema] = vocabulary.at(`/${key.replaceAll('.', '/')}`).schemas;
  const one = (onPremise ? schema?.['x-default-on-premise'] : undefined) ?? schema?.default;
  return String(one);
}

type AllowKey = 'api.allowInsecure' | 'auth.allowInsecure';

function readUrl(
  key: 'api.baseUrl' | 'auth.tokenUrl',
  allowKey: AllowKey,
  tenant: YamlNode | undefined,
  context: SettingsContext,
): string | undefined {
  const address = saidOf(key, tenant, context);
  if (!address) return undefined;
  const { flag, variable } = settingsTable[allowKey];
  const howToAllow = address.origin ? undefined : `set ${variable}=true (or give ${flag})`;
  const allowed = isAllowed(address, allowKey, tenant, context);
  const checked = checkUrl(address.text, address.name, allowed, howToAllow);
  if (checked.ok) return checked.value;
  const isNew = context.problems.every(
    ({ code, origin, message }) =>
      code !== 'url' || message !== checked.why.message || origin?.line !== address.origin?.line,
  );
  return isNew ? report(context, 'url', address.origin, checked.why) : undefined;
}

/** What stands beside the address counts: a tenant that brings its own must also say by itself that it may be insecure. */
function isAllowed(
  address: Said,
  allowKey: AllowKey,
  tenant: YamlNode | undefined,
  context: SettingsContext,
): boolean {
  const own = ownNode(allowKey === 'api.allowInsecure' ? 'api.baseUrl' : 'auth.tokenUrl', tenant);
  const isOwn = own !== undefined && address.origin !== undefined;
  const allowed = isOwn
    ? saidAt(ownNode(allowKey, tenant), 'allowInsecure', context)
    : said(allowKey, context);
  return saysYes(allowed?.text);
}

function readAuth(tenant: YamlNode | undefined, context: SettingsContext): Auth {
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
    tokenUrl: tokenUrl ?? usual('auth.tokenUrl', false),
    clientId,
    clientSecret,
    ...(scope !== undefined && { scope }),
  };
}

/** Whoever speaks nearest to the tenant decides: the tenant itself, a variable, what the file says for all. */
function wantsApiKey(tenant: YamlNode | undefined, context: SettingsContext): boolean {
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

function voiceOf(auth: YamlNode | undefined, { locate }: SettingsContext): Voice {
  const has = (key: string) => childOf(auth, key) !== undefined;
  const origin = auth && locate(auth.offset);
  return { key: has('apiKey'), client: has('clientId') || has('clientSecret'), origin };
}

function refuseBoth(origin: Origin | undefined, context: SettingsContext): void {
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
  context: SettingsContext,
): Credential | undefined {
  const own = referenceAt(ownNode(key, tenant), context);
  if (own) return own;
  const given = context.given[key];
  if (given) return { ref: { env: given.by }, folder: '' };
  return referenceAt(nodeOf(key, context), context);
}

/** No secret, so it may stand in clear. */
function readClientId(
  tenant: YamlNode | undefined,
  context: SettingsContext,
): string | SecretSource | undefined {
  const own = ownNode('auth.clientId', tenant);
  if (own) return textOf(own) ?? referenceAt(own, context);
  const given = context.given['auth.clientId'];
  if (given) return given.text;
  const common = nodeOf('auth.clientId', context);
  return textOf(common) ?? referenceAt(common, context);
}
