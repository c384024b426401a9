import { dialects, isDialect, type Rules } from '../state/dialects.ts';
import { ApiRefusal, unauthorized } from '../state/refusal.ts';
import type { StoredTenant } from '../state/tenant.ts';
import type { WorkerScope } from '../state/tokens.ts';
import { type Call, header } from './call.ts';
import type { Installation } from './installation.ts';

/** A call that has found its way in: what it wants, in which dialect, for which tenant, and what its sender may do. */
export type Visit = {
  readonly call: Call;
  /** What follows `/workers/`, undefined for the list. */
  readonly resource: string | undefined;
  readonly rules: Rules;
  readonly tenant: StoredTenant;
  readonly scopes: readonly WorkerScope[];
  readonly wawi: Installation;
};

/** Why a call does not get in, and in which dialect it is told so. */
export type TurnedAway = { readonly refusal: ApiRefusal; readonly rules: Rules };

export function enter(call: Call, wawi: Installation): Visit | TurnedAway {
  const route = readRoute(call.path);
  const caller = route && authenticate(route, call, wawi);
  const own = caller instanceof ApiRefusal ? undefined : caller?.tenant.dialect;
  const usual = dialects[own ?? wawi.setup.dialect];
  if (!route || !caller) return { refusal: noSuchAddress(call), rules: usual };
  const rules = rulesFor(route, call, usual);
  if (rules instanceof ApiRefusal) return { refusal: rules, rules: usual };
  if (caller instanceof ApiRefusal) return { refusal: caller, rules };
  return { call, resource: route.resource, rules, ...caller, wawi };
}

type WorkerPath = { readonly version: string | undefined; readonly resource: string | undefined };

/** `/v2/workers/{id}` for the cloud, `/workers/{id}` on-premise, each below up to two folders such as `/erp`. */
function readRoute(path: string): WorkerPath | undefined {
  const match = /^(?:\/(?!v\d+\/|workers\b)[\w.-]+){0,2}(?:\/(v\d+))?\/workers(?:\/([^/]+))?$/.exec(path);
  return match ? { version: match[1], resource: match[2] } : undefined;
}

/**
 * In the cloud the dialect of the tenant's own Wawi decides, and a path of another generation is not there. On-premise the client
 * chooses with `api-version`, since one installation answers several.
 */
function rulesFor(route: WorkerPath, call: Call, usual: Rules): Rules | ApiRefusal {
  if (route.version === usual.path) return usual;
  if (route.version !== undefined) return noSuchAddress(call);
  const version = header(call, 'api-version');
  if (version === undefined)
    return new ApiRefusal(412, 'PreconditionFailed', 'The header api-version is missing.');
  if (isDialect(version)) return dialects[version];
  return new ApiRefusal(400, 'UnsupportedApiVersion', `The API version '${version}' is not supported.`);
}

function noSuchAddress(call: Call): ApiRefusal {
  return new ApiRefusal(404, 'NotFound', `No HTTP resource was found for ${call.method} ${call.path}.`);
}

/** The cloud takes a token and a tenant. `/workers` takes an on-premise key; and a token too, as the old cloud did. */
function authenticate(
  route: WorkerPath,
  call: Call,
  wawi: Installation,
): Pick<Visit, 'tenant' | 'scopes'> | ApiRefusal {
  const [, scheme = '', credential = ''] = /^(\w+) (.+)$/.exec(header(call, 'authorization') ?? '') ?? [];
  if (route.version === undefined && scheme.toLowerCase() === 'wawi') {
    const tenant = wawi.tenants.byApiKey(credential);
    return tenant ? { tenant, scopes: wawi.setup.scopes } : unauthorized('The API key is not valid.');
  }
  const grant = scheme.toLowerCase() === 'bearer' ? wawi.tokens.find(credential) : undefined;
  if (!grant) return unauthorized('The access token is missing, invalid or expired.');
  const tenantId = header(call, 'x-tenant-id');
  if (tenantId === undefined) return unauthorized('The header x-tenant-id is missing.');
  const tenant = wawi.tenants.byTenantId(tenantId);
  return tenant
    ? { tenant, scopes: grant.scopes }
    : new ApiRefusal(403, 'Forbidden', 'The app is not installed for this tenant.');
}
