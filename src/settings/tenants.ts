import type { Origin } from '../model/origin.ts';
import { type Connection, type TenantSettings, tenantKey } from '../model/settings.ts';
import type { Problem } from '../problems/problem.ts';
import { childOf, labelsOf, type YamlNode } from '../yaml/node.ts';
import { type Reach, readReach } from './connection.ts';
import { readId, report, type SettingsContext, said, saidAt } from './said.ts';
import { settingsTable } from './table.ts';

export function readTenants(
  named: YamlNode | undefined,
  context: SettingsContext,
): readonly TenantSettings[] | undefined {
  if (!named) {
    const tenantId = readId(said('tenants.default.tenantId', context), context);
    const connection = connect(readReach(context), tenantId, 'default', context);
    return [{ name: 'default', labels: {}, connection }];
  }
  if (named.kind !== 'map' || named.entries.size === 0) return undefined;
  const reachOf = createReachOf(context);
  return [...named.entries].map(([name, { keyOffset, value }]) => {
    const [said, origin] = [
      saidAt(childOf(value, 'tenantId'), 'tenantId', context),
      context.locate(keyOffset),
    ];
    const tenantId = readId(said, context);
    return {
      name,
      labels: labelsOf(childOf(value, 'labels')),
      connection: connect(reachOf(value), tenantId, name, context, said?.origin ?? origin),
      origin,
    };
  });
}

/** Most tenants say nothing of it by themselves: what holds for all is read once, when one of them needs it. */
function createReachOf(context: SettingsContext): (tenant: YamlNode) => Reach {
  let common: Reach | undefined;
  return (tenant) => {
    if (childOf(tenant, 'api') || childOf(tenant, 'auth')) return readReach({ ...context, tenant });
    common ??= readReach(context);
    return common;
  };
}

function connect(
  reached: Reach,
  tenantId: string | undefined,
  name: string,
  context: SettingsContext,
  origin?: Origin,
): Connection {
  if (reached.auth.kind === 'oauth' && tenantId === undefined) {
    const hint = origin ? 'add `tenantId:`' : `set ${settingsTable['tenants.default.tenantId'].jtl}`;
    const message = `the tenant \`${name}\` has no tenant id, which the cloud asks for`;
    report(context, 'tenant-id-missing', origin, { message, hint });
  }
  return { ...reached, ...(tenantId !== undefined && { tenantId }) };
}

/** Two names for one tenant of the ERP would correct each other for ever. */
export function findTwins(tenants: readonly TenantSettings[] | undefined): Problem[] {
  const seen = new Map<string, TenantSettings>();
  return (tenants ?? []).flatMap((tenant) => {
    const { connection } = tenant;
    const key = tenantKey(connection);
    const twin = seen.get(key);
    seen.set(key, tenant);
    if (!twin || connection.auth.kind === 'none') return [];
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
