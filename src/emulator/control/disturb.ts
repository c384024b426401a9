import { createFaults } from '../faults/faults.ts';
import { createQuota, parseQuota } from '../faults/quota.ts';
import { parseFaults } from '../faults/rules.ts';
import { dialectNames, isDialect } from '../state/dialects.ts';
import { ApiRefusal } from '../state/refusal.ts';
import { type Order, tenantOf } from './order.ts';

export function setFaults({ call, world }: Order): unknown {
  const rules = parseFaults(call.body);
  if ('mistake' in rules) throw new ApiRefusal(400, 'invalid', rules.mistake);
  world.faults = createFaults(rules, world.setup.seed);
  return { faults: rules };
}

export function clearFaults({ world }: Order): unknown {
  world.faults = createFaults([], world.setup.seed);
  return { faults: [] };
}

export function setQuota({ call, world }: Order): unknown {
  const rule = parseQuota(call.body);
  if ('mistake' in rule) throw new ApiRefusal(400, 'invalid', rule.mistake);
  world.quota = createQuota(rule, world.setup.monotonic);
  return { quota: rule };
}

export function clearQuota({ world }: Order): unknown {
  world.quota = undefined;
  return { quota: null };
}

/** An update over night: from now on the tenant's own Wawi speaks this. */
export function setDialect(order: Order): unknown {
  const [tenant, version] = [tenantOf(order), order.call.body.toString().trim()];
  if (!isDialect(version)) throw new ApiRefusal(400, 'invalid', `one of ${dialectNames.join(', ')}`);
  tenant.dialect = version;
  return { name: tenant.name, dialect: version };
}

/** While the worker service of a tenant is down, it does nothing and says what it last said. */
export function setWorkerDown(isDown: boolean): (order: Order) => unknown {
  return (order) => {
    const tenant = tenantOf(order);
    tenant.workerDownSince = isDown ? (tenant.workerDownSince ?? order.world.setup.now()) : undefined;
    return { name: tenant.name, workerDown: isDown };
  };
}

/** Whether a tenant's Wawi can be reached. */
export function setUnreachable(unreachable: boolean): (order: Order) => unknown {
  return (order) => {
    const tenant = tenantOf(order);
    tenant.unreachable = unreachable;
    return { name: tenant.name, unreachable };
  };
}
