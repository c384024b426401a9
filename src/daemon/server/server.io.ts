import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener, RequestError } from '@hono/node-server';
import type { Tidings } from '../live/tidings.io.ts';
import { refused } from './answer.ts';
import { createReaders, type Readers } from './readers.io.ts';
import { createRoutes, type ServedByDaemon } from './routes.ts';

export type ServerOptions = Omit<ServedByDaemon, 'host' | 'events'> & {
  readonly tidings: Pick<Tidings, 'listen'>;
  /** Port 0 means any that is free. */
  readonly address: { readonly host: string; readonly port: number };
  readonly limits?: Partial<ServerLimits>;
};

/**
 * Milliseconds, bytes and connections: enough for all readers of events and what else their pages ask for, for probes and a
 * Prometheus; too little to be a burden by somebody who means harm.
 */
const usualLimits = {
  /** From the connection to the end of a request's headers, and to the end of the request. */
  headersTime: 5_000,
  requestTime: 10_000,
  /** In which nothing moves while an answer is on its way, or between two requests. */
  idleTime: 30_000,
  keepAliveTime: 5_000,
  headerSize: 8_192,
  connections: 2_048,
  /** Of those, how many may listen to events; each hears at least this often from us. */
  readers: 1_000,
  heartbeat: 15_000,
};

export type ServerLimits = Readonly<typeof usualLimits>;

export type DaemonServer = { readonly url: string; readonly close: () => Promise<void> };

/** Serves what the daemon knows. @throws Node's error where the address cannot be had. */
export async function startServer(options: ServerOptions): Promise<DaemonServer> {
  const { host, port } = options.address;
  const limits = { ...usualLimits, ...options.limits };
  const server = limitedServer(limits);
  const readers = createReaders({ ...options, ...limits, most: limits.readers });
  server.on('request', createListener(options, readers));
  server.listen({ host, port });
  await once(server, 'listening');
  // A connection that cannot be taken, for want of a file descriptor perhaps, ends nothing.
  server.on('error', options.onBug);
  const { port: actual } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${actual}`,
    close: () => close(server, readers),
  };
}

function limitedServer(limits: ServerLimits): Server {
  const server = createServer({
    maxHeaderSize: limits.headerSize,
    headersTimeout: limits.headersTime,
    requestTimeout: limits.requestTime,
    keepAliveTimeout: limits.keepAliveTime,
    // How often Node looks for those who take too long; half a minute if nobody says.
    connectionsCheckingInterval: Math.min(1_000, limits.headersTime),
  });
  server.maxConnections = limits.connections;
  server.setTimeout(limits.idleTime);
  return server;
}

function createListener(
  options: ServerOptions,
  { serve: events }: Readers,
): (incoming: IncomingMessage, outgoing: ServerResponse) => void {
  const { host } = options.address;
  const { fetch } = createRoutes({ ...options, host, events });
  return getRequestListener(fetch, {
    hostname: 'localhost', // of old clients that name none
    overrideGlobalObjects: false,
    errorHandler(error) {
      if (!(error instanceof RequestError)) options.onBug(error);
      return refused(400, { code: 'no-such-address', message: 'this is no address' });
    },
  });
}

/** Answers that are under way are given up: whoever stops the daemon waits for its writes, not for its readers. */
function close(server: Server, readers: Readers): Promise<void> {
  readers.close();
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
