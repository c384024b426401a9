import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener, RequestError } from '@hono/node-server';
import { refused } from './answer.ts';
import { createRoutes, type ServedByDaemon } from './routes.ts';

export type ServerOptions = Omit<ServedByDaemon, 'host'> & {
  /** Port 0 means any that is free. */
  readonly address: { readonly host: string; readonly port: number };
  readonly limits?: Partial<ServerLimits>;
};

/** Milliseconds, bytes and connections: enough for probes, a Prometheus and a few people; too little to be a burden by somebody who means harm. */
const usualLimits = {
  /** From the connection to the end of a request's headers, and to the end of the request. */
  headersTime: 5_000,
  requestTime: 10_000,
  /** In which nothing moves while an answer is on its way, or between two requests. */
  idleTime: 30_000,
  keepAliveTime: 5_000,
  headerSize: 8_192,
  connections: 64,
};

export type ServerLimits = Readonly<typeof usualLimits>;

export type DaemonServer = { readonly url: string; readonly close: () => Promise<void> };

/** Serves what the daemon knows. @throws Node's error where the address cannot be had. */
export async function startServer(options: ServerOptions): Promise<DaemonServer> {
  const { host, port } = options.address;
  const server = limitedServer({ ...usualLimits, ...options.limits });
  server.on('request', createListener(options));
  server.listen({ host, port });
  await once(server, 'listening');
  // A connection that cannot be taken, for want of a file descriptor perhaps, ends nothing.
  server.on('error', options.onBug);
  const { port: actual } = server.address() as AddressInfo;
  return { url: `http://${host.includes(':') ? `[${host}]` : host}:${actual}`, close: () => close(server) };
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
): (incoming: IncomingMessage, outgoing: ServerResponse) => void {
  const { host } = options.address;
  const { fetch } = createRoutes({ ...options, host });
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
function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
