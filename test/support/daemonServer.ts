import { connect, type Socket } from 'node:net';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { afterEach } from 'vitest';
import approval from '../../schemas/approval.schema.json' with { type: 'json' };
import error from '../../schemas/error.schema.json' with { type: 'json' };
import event from '../../schemas/event.schema.json' with { type: 'json' };
import explain from '../../schemas/explain.schema.json' with { type: 'json' };
import health from '../../schemas/health.schema.json' with { type: 'json' };
import plan from '../../schemas/plan.schema.json' with { type: 'json' };
import readiness from '../../schemas/readiness.schema.json' with { type: 'json' };
import reconcile from '../../schemas/reconcile.schema.json' with { type: 'json' };
import status from '../../schemas/status.schema.json' with { type: 'json' };
import { approveIn } from '../../src/daemon/approval.ts';
import { createTidings } from '../../src/daemon/live/tidings.io.ts';
import { type DaemonServer, type ServerOptions, startServer } from '../../src/daemon/server/server.io.ts';
import { createCheckToken } from '../../src/daemon/server/token.ts';
import type { DaemonState } from '../../src/daemon/state.ts';
import { aState } from './daemonState.ts';

const open: (DaemonServer | Socket)[] = [];

afterEach(async () => {
  for (const one of open.splice(0)) await ('close' in one ? one.close() : one.destroy());
});

/** A server on a port of its own, with what it was asked to do. */
export async function serveDaemon(changes: Partial<ServerOptions> & { readonly daemon?: DaemonState } = {}) {
  const { daemon = aState(), ...options } = changes;
  const tidings = createTidings();
  const [wakes, bugs]: [string[], unknown[]] = [[], []];
  const server = await startServer({
    address: { host: '127.0.0.1', port: 0 },
    version: '1.2.3',
    state: () => daemon,
    watchMode: () => 'events',
    health: async () => new Map(),
    metrics: { render: async () => 'sollist_x 1\n', contentType: 'text/plain; version=0.0.4' },
    explain: async () => {
      throw new Error('nobody asked for it');
    },
    tidings,
    token: undefined,
    checkToken: createCheckToken(options.token, () => performance.now()),
    publicUrl: () => undefined,
    wake: () => wakes.push('request'),
    approve: (planId) => approveIn(daemon, planId, daemon.now).answer,
    onBug: (bug) => bugs.push(bug),
    ...options,
  });
  open.push(server);
  const ask = (path: string, init?: RequestInit) => fetch(`${server.url}${path}`, init);
  return { ...server, ask, wakes, bugs, tell: tidings.tell };
}

const ajv = new Ajv2020({ strict: false });
addFormats.default(ajv);
for (const schema of [approval, error, event, explain, health, plan, readiness, reconcile, status])
  ajv.addSchema(schema);

/** The body, held to the schema of that name. */
export async function bodyOf(response: Response, name: string): Promise<unknown> {
  const document: unknown = await response.json();
  const isValid = ajv.getSchema(`https://sollist.dev/schemas/${name}.schema.json`)!;
  if (isValid(document) !== true) throw new Error(ajv.errorsText(isValid.errors));
  return document;
}

export function dial(url: string): Socket {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  socket.on('error', () => {});
  open.push(socket);
  return socket;
}

/** Sends exactly this, and gives head and body of what comes back until the server has closed the connection. */
export async function exchange(url: string, text: string): Promise<string[]> {
  const socket = dial(url);
  let answer = '';
  socket.setEncoding('utf8').on('data', (chunk: string) => (answer += chunk));
  socket.write(text);
  await new Promise((resolve) => socket.once('close', resolve));
  return answer.split('\r\n\r\n');
}
