import type { ApiAnswer } from '../../src/emulator/api/answer.ts';
import type { Call } from '../../src/emulator/api/call.ts';
import type { Order } from '../../src/emulator/control/order.ts';
import type { EmulatedWorld } from '../../src/emulator/faults/faults.ts';
import { createWorld, type WorldOptions } from '../../src/emulator/world.ts';

/** What the emulator serves, without a server. Its tokens are `token-1`, `token-2` and so on; its clock stands still. */
export function emulatedWorld(options: WorldOptions = {}): EmulatedWorld {
  let issued = 0;
  return createWorld(options, { now: () => 0, monotonic: () => 0 }, () => `token-${++issued}`);
}

type Sent = { readonly headers?: Readonly<Record<string, string>>; readonly body?: unknown };

/** A request as it arrives. A body that is no text is sent as JSON. */
export function callOf(method: string, target: string, { headers = {}, body = '' }: Sent = {}): Call {
  const [path = '', query = ''] = target.split('?', 2);
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const type = { 'content-type': 'application/json' };
  return {
    method,
    target,
    path,
    query: new URLSearchParams(query),
    headers: { ...type, ...headers },
    body: text,
    isTooLarge: false,
  };
}

/** A call of the cloud that finds its way in, for the first tenant. */
export function cloudCall(world: EmulatedWorld, method: string, target: string, body?: unknown): Call {
  const { tenantId } = world.tenants.all()[0]!;
  const headers = {
    authorization: `Bearer ${world.tokens.issue(world.setup.scopes)}`,
    'x-tenant-id': tenantId,
    'x-appid': 'Test/1.0.0',
    'x-appversion': '1.0.0',
  };
  return callOf(method, target, { headers, body });
}

/** An order at the control endpoints, from `PUT /tenants/acme?…`. */
export function orderOf(
  world: EmulatedWorld,
  names: Partial<Order['names']>,
  query = '',
  body?: unknown,
): Order {
  return {
    call: callOf('PUT', `/_emulator/x?${query}`, { body }),
    world,
    names: { tenant: '', sync: '', ...names },
  };
}

// biome-ignore lint/suspicious/noExplicitAny: what a server answers is looked at, not typed
export function bodyOf({ body }: Pick<ApiAnswer, 'body'>): any {
  return JSON.parse(body.toString());
}
