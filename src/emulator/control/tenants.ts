import { tenantBodySchema } from '../../generated/emulatorSchemas.ts';
import { isTenantBody } from '../../generated/validators/tenantBody.js';
import { checked } from '../state/check.ts';
import { makeTenant } from '../state/tenants.ts';
import { jsonOf, type Order, tenantOf } from './order.ts';
import { showTenant } from './show.ts';

/** Adds a tenant, or changes what is said of the one of its name. */
export function putTenant(order: Order): unknown {
  const { world, names } = order;
  const body = jsonOf(order);
  const said = checked(Array.isArray(body) ? { syncs: body } : body, isTenantBody, tenantBodySchema);
  const present = world.tenants.byName(names.tenant);
  const tenant = makeTenant({ ...said, name: names.tenant }, world.setup, present);
  world.tenants.put(tenant);
  return showTenant(tenant, world.setup.now());
}

export function removeTenant(order: Order): unknown {
  const tenant = tenantOf(order);
  order.world.tenants.remove(tenant);
  return { removed: tenant.name };
}
