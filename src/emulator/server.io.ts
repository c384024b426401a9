import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { urlOf } from './api/address.ts';
import type { ApiAnswer } from './api/answer.ts';
import { readCall } from './api/call.ts';
import type { EmulatedWorld } from './faults/faults.ts';
import { type Arrival, createRoutes } from './routes.ts';
import type { EmulatedTenant } from './state/tenants.ts';
import { createWorld, ensureTenant, keyOf, type WorldOptions } from './world.ts';

export type EmulatorOptions = WorldOptions & {
  /** Default: a free port on 127.0.0.1. */
  readonly listen?: { readonly host: string; readonly port: number };
};

export type Emulator = Awaited<ReturnType<typeof startEmulator>>;

/**
 * Starts a local Wawi worker API with an OAuth token endpoint.
 * @throws Node's error where the address cannot be had, ApiRefusal where tenants do not go together.
 */
export async function startEmulator(options: EmulatorOptions = {}) {
  const world = createWorld(options, { now: Date.now, monotonic: () => performance.now() }, () =>
    randomBytes(24).toString('base64url'),
  );
  const closing = new AbortController();
  const server = createServer({ keepAliveTimeout: 60_000 }, createListener(world, closing.signal));
  const { host, port } = options.listen ?? { host: '127.0.0.1', port: 0 };
  server.listen({ host, port, backlog: 1_024 });
  await once(server, 'listening');
  const url = urlOf({ host, port: (server.address() as AddressInfo).port });
  const { dialect, seed, client } = world.setup;
  const tenants = world.tenants.all().map(keyOf);
  return {
    /** The base URL, for the cloud and on-premise alike. */
    url,
    tokenUrl: `${url}/oauth2/token`,
    dialect,
    seed,
    clientId: client.id,
    clientSecret: client.secret,
    apiKey: tenants[0]?.apiKey ?? '',
    tenants,
    /** The tenant of this name, which is added where there is none yet. */
    ensureTenant: (tenant: EmulatedTenant) => ensureTenant(tenant, world),
    /** The latest calls to the worker API and the token endpoint, oldest first. */
    requests: world.log.entries,
    /** Breaks what is still going on, and is done once the port is free. */
    close: () => close(server, closing),
  };
}

/** Answers every request. `closing` ends those that are waiting. */
function createListener(world: EmulatedWorld, closing: AbortSignal) {
  const routes = createRoutes(world, (milliseconds) => pause(milliseconds, undefined, { signal: closing }));
  return async (incoming: IncomingMessage, outgoing: ServerResponse) => {
    try {
      await routes.fetch(anyRequest, arrivalOf(incoming, outgoing));
    } catch (error) {
      // The client hung up, or the emulator is closing: nobody is left to answer. Anything else is a bug.
      if (!incoming.socket.destroyed && !closing.aborted) throw error;
    }
  };
}

/** The routes go by what arrived. A request made of what was sent would refuse what the API itself has to answer. */
const anyRequest = new Request('http://emulator/');

function arrivalOf(incoming: IncomingMessage, outgoing: ServerResponse): Arrival {
  return {
    path: incoming.url!.split('?', 1)[0]!,
    from: incoming.socket.remoteAddress ?? '',
    read: (longestBody) => readCall(incoming, longestBody),
    send: (answer) => deliver(answer, outgoing),
  };
}

function deliver({ status, headers, body, delivery = 'whole' }: ApiAnswer, response: ServerResponse): void {
  if (delivery === 'reset') return void response.socket?.resetAndDestroy();
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  response.writeHead(status, { ...headers, ...(status !== 204 && { 'content-length': bytes.length }) });
  if (delivery === 'whole') return void response.end(bytes);
  // The client must have read the first half before the connection breaks, or the break looks like a reset.
  response.write(bytes.subarray(0, Math.ceil(bytes.length / 2)), () => response.socket?.end());
}

function close(server: Server, closing: AbortController): Promise<void> {
  closing.abort();
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
