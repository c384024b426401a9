import { createServer, request } from 'node:http';
import { type AddressInfo, connect, type Server, type Socket } from 'node:net';
import { afterEach } from 'vitest';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** Listens on loopback until the end of the test. */
export async function listening(server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return (server.address() as AddressInfo).port;
}

type ProxyOptions = {
  /** What stands behind it, whatever the name that is asked for. */
  readonly port: number;
  /** The answer to CONNECT, where it does not connect; 0 for none at all. */
  readonly refuses?: number;
};

/** A proxy that forwards http and connects for https. `asked` is what it was asked for, and by whom. */
export async function startProxy({ port, refuses }: ProxyOptions) {
  const asked: string[] = [];
  const note = (what: string, { 'proxy-authorization': login = '' }: NodeJS.Dict<string | string[]>) =>
    asked.push(`${what} ${atob(String(login).replace('Basic ', ''))}`.trim());
  const server = createServer((incoming, outgoing) => {
    const { method, url, headers } = incoming;
    note(`${method} ${url}`, headers);
    if (refuses !== undefined) return void outgoing.writeHead(refuses).end();
    const { pathname, search } = new URL(url!);
    const onward = request(
      { host: '127.0.0.1', port, method, path: pathname + search, headers },
      (answer) => {
        outgoing.writeHead(answer.statusCode!, answer.headers);
        answer.pipe(outgoing);
      },
    );
    incoming.pipe(onward);
  });
  server.on('connect', ({ url, headers }, socket) => {
    note(`CONNECT ${url}`, headers);
    if (refuses === 0) return;
    if (refuses !== undefined) return void socket.end(`HTTP/1.1 ${refuses} No\r\n\r\n`);
    const onward = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      onward.pipe(socket).pipe(onward);
    });
    for (const one of [onward, socket]) one.on('error', () => onward.destroy());
  });
  return { port: await listening(server), asked };
}
