import type { IncomingMessage, ServerResponse } from 'node:http';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Context } from 'hono';
import { type LiveChange, streamedEvent } from '../live/changes.ts';
import type { Tidings } from '../live/tidings.io.ts';
import type { DaemonState } from '../state.ts';
import { refused } from './answer.ts';
import type { DaemonEnv } from './env.ts';
import { forPrograms } from './headers.ts';

export type ReadersOptions = {
  readonly tidings: Pick<Tidings, 'listen'>;
  readonly state: () => DaemonState;
  /** How many there may be at once. */
  readonly most: number;
  /** Milliseconds from one sign of life to the next, and how long somebody may read nothing. */
  readonly heartbeat: number;
};

/** Those who listen to what changes, and who comes to do so. */
export type Readers = {
  readonly serve: (context: Context<DaemonEnv>) => Response;
  /** The connections are closed by the server. */
  readonly close: () => void;
};

/** Bytes that wait for a reader; who has more to read is dropped. */
const longestBacklog = 65_536;
/** Milliseconds after which a reader that lost its connection comes back. */
const comeBackAfter = 2_000;
/** Seconds after which somebody for whom there was no room may ask again. */
const askAgainAfter = '30';

const headers = {
  ...forPrograms,
  'content-type': 'text/event-stream',
  'cache-control': 'no-store, no-transform',
  'x-accel-buffering': 'no', // nginx would keep events to itself until there are many
};

export function createReaders({ tidings, state, most, heartbeat }: ReadersOptions): Readers {
  const readers = new Set<ServerResponse>();
  /** Ids of another life of the daemon mean nothing in this one. */
  const life = Date.now().toString(36);
  let told = 0;
  const id = () => `${life}-${told}`;
  const event = (changes: readonly LiveChange[]) =>
    `event: state\nid: ${id()}\ndata: ${JSON.stringify(streamedEvent(state(), changes))}\n\n`;

  tidings.listen((changes) => {
    told += 1;
    if (readers.size === 0) return;
    const text = event(changes);
    for (const reader of readers) send(reader, text, longestBacklog);
  });
  const beating = setInterval(() => {
    for (const reader of readers) send(reader, ': keep-alive\n\n', 0);
  }, heartbeat).unref();

  function serve({ req, env }: Context<DaemonEnv>): Response {
    const [incoming, outgoing] = [env.incoming as IncomingMessage, env.outgoing as ServerResponse];
    if (incoming.method === 'HEAD') return new Response(null, { headers });
    if (readers.size >= most) return full(most);
    outgoing.on('error', () => {}).on('close', () => readers.delete(outgoing));
    outgoing.writeHead(200, headers);
    const knows = req.header('last-event-id') === id();
    outgoing.write(`retry: ${comeBackAfter}\n\n${knows ? '' : event([])}`);
    if (!outgoing.destroyed) readers.add(outgoing);
    return RESPONSE_ALREADY_SENT;
  }

  return { serve, close: () => clearInterval(beating) };
}

/** A reader for whom more than `backlog` bytes wait does not read: it gets nothing more, and is gone. */
function send(reader: ServerResponse, text: string, backlog: number): void {
  if (reader.writableLength > backlog) reader.destroy();
  else reader.write(text);
}

function full(most: number): Response {
  const message = `${most} listen already, and there is no room for more`;
  return refused(
    503,
    { code: 'too-many-readers', message, hint: 'ask again later, or ask for /api/v1/status now and then' },
    { 'retry-after': askAgainAfter },
  );
}
