import { type Fields, invalid, readFields } from '../state/fields.ts';
import { uuidOf } from '../state/identity.ts';
import { readSyncs } from '../state/readSyncs.ts';
import { createTenant } from '../state/tenant.ts';
import { jsonOf, type Order, tenantOf } from './order.ts';
import { showTenant } from './view.ts';

/** What is left out stays as it is; for a new tenant it is made up, as at the start. */
export function putTenant(order: Order): unknown {
  const { world, names } = order;
  const { seed, defaultSyncs } = world.setup;
  const name = names.tenant;
  const body = jsonOf(order);
  const known = ['syncs', 'tenantId', 'apiKey', 'labels'];
  const fields = readFields(Array.isArray(body) ? { syncs: body } : body, '', known);
  const present = world.tenants.byName(name);
  const key = {
    name,
    tenantId: fields.text('tenantId') ?? present?.tenantId ?? uuidOf('tenant', seed, name),
    apiKey: fields.text('apiKey') ?? present?.apiKey ?? uuidOf('key', seed, name),
    labels: readLabels(fields) ?? present?.labels ?? {},
  };
  const { syncs } = fields.values;
  const kept = present?.syncs ?? defaultSyncs(name);
  const tenant = createTenant(key, syncs === undefined ? kept : readSyncs(syncs, { tenant: name, seed }));
  tenant.unreachable = present?.unreachable ?? false;
  world.tenants.put(tenant);
  return showTenant(tenant);
}

function readLabels({ values: { labels } }: Fields): Readonly<Record<string, string>> | undefined {
  if (labels === undefined) return undefined;
  const isText = (value: unknown) => typeof value === 'string';
  if (typeof labels !== 'object' || labels === null || !Object.values(labels).every(isText)) {
    throw invalid('labels', 'is an object with texts');
  }
  return labels as Readonly<Record<string, string>>;
}

export function removeTenant(order: Order): unknown {
  const tenant = tenantOf(order);
  order.world.tenants.remove(tenant);
  return { removed: tenant.name };
}
