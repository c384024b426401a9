import { type Context, Hono } from 'hono';
import type { ApiAnswer } from './api/answer.ts';
import type { Call } from './api/call.ts';
import { endpoints } from './control/endpoints.ts';
import { controlPrefix, type Endpoints } from './control/order.ts';
import { longestControlBody, serveControl } from './control/serve.ts';
import type { EmulatedWorld } from './faults/faults.ts';
import { refuseTooLarge, type ServedCall, serveTokens, serveWorker, type Wait } from './faults/serve.ts';

/** A request and its connection. */
export type Arrival = {
  /** As sent: neither decoded nor resolved, for the API judges what it gets. */
  readonly path: string;
  /** The address of who asks. */
  readonly from: string;
  /** @throws where the client breaks the connection. */
  read(longestBody: number): Promise<Call>;
  /** Sends an answer, whole or broken as a fault wants it. */
  send(answer: ApiAnswer): void;
};

type RouteContext = Context<{ Bindings: Arrival }>;

/** hono wants a response. The real one has gone out by then. */
const sent = new Response(null);

/** The API's own limit is not published: what is far above any configuration is refused. Bytes. */
const longestBody = 1_000_000;

/** What is served where. The worker API takes what is left, since it answers 404 in its own form. */
export function createRoutes(world: EmulatedWorld, wait: Wait): Hono<{ Bindings: Arrival }> {
  const routes = new Hono<{ Bindings: Arrival }>({ getPath: (_, options) => options!.env!.path });
  for (const [path, methods] of Object.entries(endpoints)) {
    routes.all(patternOf(path), (context) => control(context, world, methods));
  }
  routes.all(controlPrefix, (context) => control(context, world, endpoints['/']));
  routes.all(`${controlPrefix}/*`, (context) => control(context, world));
  routes.on('ALL', ['/oauth2/token', '/:folder{[\\w.-]+}/oauth2/token'], (context) =>
    api(context, world, (call) => serveTokens(call, world)),
  );
  routes.all('*', (context) => api(context, world, (call) => serveWorker(call, world, wait)));
  routes.onError((error) => {
    throw error;
  });
  return routes;
}

function patternOf(path: string): string {
  return controlPrefix + path.replace('{name}', ':tenant').replace('{id or name}', ':sync');
}

async function control(
  { env, req }: RouteContext,
  world: EmulatedWorld,
  methods?: Endpoints,
): Promise<Response> {
  const call = await env.read(longestControlBody);
  const names = { tenant: req.param('tenant') ?? '', sync: req.param('sync') ?? '' };
  env.send(serveControl({ call, world, names }, env.from, methods));
  return sent;
}

/** The call is logged before the answer goes out, so that whoever has read it finds the call in the log. */
async function api(
  { env }: RouteContext,
  world: EmulatedWorld,
  serve: (call: Call) => Promise<ServedCall>,
): Promise<Response> {
  const call = await env.read(longestBody);
  const { answer, tenant = null, fault } = call.isTooLarge ? refuseTooLarge(world) : await serve(call);
  world.log.add({
    at: world.setup.now(),
    method: call.method,
    path: call.target,
    tenant,
    body: call.body === '' ? null : parsedOrText(call.body),
    status: answer.delivery === 'reset' ? null : answer.status,
    ...(fault !== undefined && { fault }),
  });
  env.send(answer);
  return sent;
}

function parsedOrText(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}
