import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { openHttp } from '../../src/http/client.io.ts';
import { type Asked, answerTo, type HttpOf, type Posted, type Server } from '../doors.ts';

type Exchange = { readonly server: Server; readonly posted: Posted[] };

/** The real client, and a server behind a socket that writes whatever an answer holds, as bytes: no library corrects it. */
export async function openOverHttp(): Promise<{
  readonly httpOf: HttpOf;
  readonly close: () => Promise<void>;
}> {
  let now: Exchange | undefined;
  const listener = createServer((socket) => void serve(socket, () => now!));
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const { port } = listener.address() as AddressInfo;
  const http = openHttp({ timeout: 2_000 });
  const here = (url: URL) => new URL(`http://127.0.0.1:${port}${url.pathname}${url.search}`);
  return {
    httpOf(server, posted) {
      now = { server, posted };
      return {
        get: (request) => http.get({ ...request, url: here(request.url) }),
        post: (request) => http.post({ ...request, url: here(request.url) }),
        put: (request) => http.put({ ...request, url: here(request.url) }),
        close: async () => {},
      };
    },
    async close() {
      await http.close();
      listener.close();
    },
  };
}

/** One request for each connection, so that a lie about a length spoils no other answer. */
async function serve(socket: Socket, now: () => Exchange): Promise<void> {
  socket.on('error', () => {});
  let text = '';
  for await (const chunk of socket) {
    text += String(chunk);
    const asked = requestIn(text);
    if (!asked) continue;
    const { server, posted } = now();
    const { status, headers, body } = answerTo(asked, server, posted);
    const lines = Object.entries({ 'content-length': String(body.length), ...headers, connection: 'close' });
    const head = lines.map(([name, value]) => `${name}: ${[value].flat().join(', ')}`).join('\r\n');
    socket.write(Buffer.from(`HTTP/1.1 ${status} x\r\n${head}\r\n\r\n`, 'latin1'));
    socket.end(body);
    return;
  }
}

/** Undefined as long as it has not come whole. */
function requestIn(text: string): Asked | undefined {
  const [head, body] = [text.slice(0, text.indexOf('\r\n\r\n')), text.slice(text.indexOf('\r\n\r\n') + 4)];
  const length = Number(/^content-length: (\d+)$/im.exec(head)?.[1] ?? 0);
  if (!text.includes('\r\n\r\n') || body.length < length) return undefined;
  const [method = '', path = ''] = head.split(' ');
  return { method, path, body };
}
