import { Refusal } from '../state/refusal.ts';
import type { Tenant } from '../state/tenant.ts';
import type { Scope } from '../state/tokens.ts';
import type { Call } from './call.ts';
import { isDialect, type Rules, rulesOf } from './dialects.ts';
import type { World } from './world.ts';

/** A call that has found its way in: what it wants, in which dialect, for which tenant, and what its sender may do. */
export type Visit = {
  readonly call: Call;
  /** What follows `/workers/`, undefined for the list. */
  readonly resource: string | undefined;
  readonly rules: Rules;
  readonly tenant: Tenant;
  readonly scopes: readonly Scope[];
  readonly world: World;
};

/** Why a call does not get in, and in which dialect it is told so. */
export type TurnedAway = { readonly refusal: Refusal; readonly rules: Rules };

export function enter(call: Call, world: World): Visit | TurnedAway {
  const route = readRoute(call.path);
  if (!route) return { refusal: noSuchAddress(call), rules: world.setup.rules };
  const rules = rulesFor(route, call, world);
  if (rules instanceof Refusal) return { refusal: rules, rules: world.setup.rules };
  const caller = authenticate(route, call, world);
  if (caller instanceof Refusal) return { refusal: caller, rules };
  return { call, resource: route.resource, rules, ...caller, world };
}

type Route = { readonly version: string | undefined; readonly resource: string | undefined };
type Caller = { readonly tenant: Tenant; readonly scopes: readonly Scope[] };

/** `/v2/workers/{id}` for the cloud, `/workers/{id}` on-premise, each below up to two folders such as `/erp`. */
function readRoute(path: string): Route | undefined {
  const match = /^(?:\/(?!v\d+\/|workers\b)[\w.-]+){0,2}(?:\/(v\d+))?\/workers(?:\/([^/]+))?$/.exec(path);
  return match ? { version: match[1], resource: match[2] } : undefined;
}

/**
 * In the cloud the emulator's dialect decides, and a path of another generation is not there. On-premise the client
 * chooses with `api-version`, since one installation answers several.
 */
function rulesFor(route: Route, call: Call, { setup }: World): Rules | Refusal {
  if (route.version === setup.rules.path) return setup.rules;
  if (route.version !== undefined) return noSuchAddress(call);
  const version = header(call, 'api-version');
  if (version === undefined)
    return new Refusal(412, 'PreconditionFailed', 'The header api-version is missing.');
  if (isDialect(version)) return rulesOf(version);
  return new Refusal(400, 'UnsupportedApiVersion', `The API version '${version}' is not supported.`);
}

function noSuchAddress(call: Call): Refusal {
  return new Refusal(404, 'NotFound', `No HTTP resource was found for ${call.method} ${call.path}.`);
}

/** The cloud takes a token and a tenant. `/workers` takes an on-premise key; and a token too, as the old cloud did. */
function authenticate(route: Route, call: Call, world: World): Caller | Refusal {
  const [, scheme = '', credential = ''] = /^(\w+) (.+)$/.exec(header(call, 'authorization') ?? '') ?? [];
  if (route.version === undefined && scheme.toLowerCase() === 'wawi')
    return callerOnPremise(credential, world);
  const grant = scheme.toLowerCase() === 'bearer' ? world.tokens.find(credential) : undefined;
  if (!grant) return unauthorized('The access token is missing, invalid or expired.');
  const tenantId = header(call, 'x-tenant-id');
  if (tenantId === undefined) return unauthorized('The header x-tenant-id is missing.');
  const tenant = world.tenants.byTenantId(tenantId);
  return tenant
    ? { tenant, scopes: grant.scopes }
    : new Refusal(403, 'Forbidden', 'The app is not installed for this tenant.');
}

function callerOnPremise(key: string, { tenants, setup }: World): Caller | Refusal {
  const tenant = tenants.byApiKey(key);
  return tenant ? { tenant, scopes: setup.scopes } : unauthorized('The API key is not valid.');
}

export function unauthorized(message: string): Refusal {
  return new Refusal(401, 'Unauthorized', message, { headers: { 'www-authenticate': 'Bearer' } });
}

/** A header's value, undefined where it is missing or empty. */
export function header(call: Call, name: string): string | undefined {
  const value = call.headers[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
