import { type Fields, invalid, readFields } from '../state/fields.ts';
import { makeTenant } from '../state/tenants.ts';
import { jsonOf, type Order, tenantOf } from './order.ts';
import { showTenant } from './show.ts';

/** Adds a tenant, or changes what is said of the one of its name. */
export function putTenant(order: Order): unknown {
  const { world, names } = order;
  const body = jsonOf(order);
  const known = ['syncs', 'tenantId', 'apiKey', 'labels'];
  const fields = readFields(Array.isArray(body) ? { syncs: body } : body, '', known);
  const wanted = {
    name: names.tenant,
    tenantId: fields.text('tenantId'),
    apiKey: fields.text('apiKey'),
    labels: readLabels(fields),
    syncs: fields.values.syncs,
  };
  const tenant = makeTenant(wanted, world.setup, world.tenants.byName(names.tenant));
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
