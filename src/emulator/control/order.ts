import type { Call } from '../api/call.ts';
import type { EmulatedWorld } from '../faults/faults.ts';
import { invalid } from '../state/check.ts';
import { ApiRefusal } from '../state/refusal.ts';
import type { StoredTenant } from '../state/tenant.ts';

export const controlPrefix = '/_emulator';

/** What somebody wants done behind the reconciler's back. */
export type Order = {
  readonly call: Call;
  readonly world: EmulatedWorld;
  /** The tenant and the sync that the path names, empty where it names none. */
  readonly names: { readonly tenant: string; readonly sync: string };
};

/** What can be done at one path, and in a few words. */
export type Endpoints = Readonly<
  Partial<
    Record<'GET' | 'PUT' | 'POST' | 'DELETE', readonly [carryOut: (order: Order) => unknown, does: string]>
  >
>;

/** @throws ApiRefusal where there is no such tenant. */
export function tenantOf({ world: { tenants }, names }: Order, name = names.tenant): StoredTenant {
  const tenant = tenants.byName(name);
  if (tenant) return tenant;
  const some = tenants
    .all()
    .slice(0, 10)
    .map((other) => other.name)
    .join(', ');
  throw new ApiRefusal(404, 'notFound', `no tenant is called ${name}; there are ${some}`);
}

/** @throws ApiRefusal where the body is no JSON. */
export function jsonOf({ call }: Order): unknown {
  try {
    return JSON.parse(call.body);
  } catch {
    throw invalid('the body', 'is not JSON');
  }
}
