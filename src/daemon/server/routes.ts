import { type Handler, Hono, type MiddlewareHandler } from 'hono';
import { accepts } from 'hono/accepts';
import type { HealthJson } from '../../generated/health.ts';
import type { ReadinessJson } from '../../generated/readiness.ts';
import type { ReconcileJson } from '../../generated/reconcile.ts';
import { isMeantForUs } from '../../http/hosts.ts';
import { formatVersion } from '../../model/formatVersion.ts';
import { problemJson } from '../../report/json.ts';
import type { Approving } from '../approval.ts';
import { type DaemonState, isAlive, reservations, unreadiness } from '../state.ts';
import { answer, json, refused } from './answer.ts';
import { approval } from './approve.ts';
import { readBody } from './body.ts';
import { clientOf } from './client.ts';
import type { DaemonEnv, DaemonPages, DaemonRoutes } from './env.ts';
import { type ExplainServed, explanation } from './explain.ts';
import { safely } from './headers.ts';
import { type StatusServed, servedStatus } from './status.ts';
import { bearerIn, type CheckToken } from './token.ts';

type DaemonHandler = Handler<DaemonEnv>;

/** What is served. */
export type ServedByDaemon = StatusServed & {
  /** The name or address that is listened on. */
  readonly host: string;
  readonly metrics: { readonly render: () => Promise<string>; readonly contentType: string };
  readonly explain: ExplainServed;
  /** Undefined where no token is configured. */
  readonly checkToken: CheckToken | undefined;
  /** The address that others have for this server, where one is configured. */
  readonly publicUrl: () => string | undefined;
  /** Tells who listens of what changes. */
  readonly events: DaemonHandler;
  /** Asks for a pass. */
  readonly wake: () => void;
  /** Approves the plan that was refused last, by its id or the beginning of it. */
  readonly approve: (planId: string) => Approving;
  /** What people look at. */
  readonly pages?: DaemonPages;
  /** Told of what should never happen; the request gets a 500. */
  readonly onBug: (error: unknown) => void;
};

type Route = readonly [method: 'GET' | 'POST', path: string, handler: DaemonHandler];

/** What is served where, to whom, and how the rest is refused. HEAD is answered as GET is. */
export function createRoutes(served: ServedByDaemon): DaemonRoutes {
  const routes = new Hono<DaemonEnv>();
  routes.use(safely, onlyForUs(served), withBody);
  const table: readonly Route[] = [
    ['GET', '/healthz', () => healthz(served.state())],
    ['GET', '/readyz', () => readyz(served.state())],
    ['GET', '/metrics', () => metrics(served)],
    ['GET', '/api/v1/status', async () => json(200, await servedStatus(served))],
    ['GET', '/api/v1/events', served.events],
    ['GET', '/api/v1/explain', ({ req }) => explanation(new URL(req.url).searchParams, served.explain)],
    ...routesForToken(served),
  ];
  for (const [method, path, handler] of table) routes.on(method, path, handler);
  if (served.pages) routes.route('/', served.pages.routes);
  routes.notFound((context) => {
    const { req } = context;
    const allowed = methodsAt(req.path, routes);
    if (allowed.length > 0 && !allowed.includes(req.method)) return wrongMethod(req.method, allowed);
    const isForPeople = accepts(context, forPeopleOrPrograms) === 'text/html';
    if (served.pages && isForPeople) return served.pages.nothingHere(context);
    return nothingHere(
      req.path,
      table.map(([, path]) => path),
      served.pages !== undefined,
    );
  });
  routes.onError((error, { env: { incoming } }) => {
    if (incoming.destroyed && !incoming.complete) return tooLarge(); // the client has gone: nobody reads this
    served.onBug(error);
    return refused(500, { code: 'internal', message: 'this should not happen; the log says more' });
  });
  return routes;
}

function onlyForUs({ host, publicUrl }: ServedByDaemon): MiddlewareHandler {
  return async ({ req }, next) => {
    if (isMeantForUs(req.header('host'), host, publicUrl())) return next();
    return refused(421, {
      code: 'misdirected',
      message: 'this address is served to its own machine alone, and not under this name',
      hint: 'ask for 127.0.0.1 or localhost; where a proxy stands in front of it, give its address as --public-url',
    });
  };
}

/** A body holds the id of a plan at most; a form has the address it stands on, and a token. In bytes. */
const [longestBody, longestForm] = [1_024, 32_768];

const withBody: MiddlewareHandler<DaemonEnv> = async (context, next) => {
  const isForm = context.req.path.startsWith('/actions/');
  const longest = isForm ? longestForm : longestBody;
  const body = await readBody(context.env.incoming, longest);
  if (body === undefined) return tooLarge(longest);
  context.set('body', body);
  return next();
};

/** The rest of the body is not waited for. */
function tooLarge(longest = longestBody): Response {
  return refused(
    413,
    { code: 'body-too-large', message: `nothing here takes a body of more than ${longest / 1_024} KiB` },
    { connection: 'close' },
  );
}

function healthz(state: DaemonState): Response {
  const alive = isAlive(state);
  return json(alive ? 200 : 503, {
    alive,
    lastPassAt: time(state.lastPass?.finishedAt),
    nextPassAt: time(state.nextPassAt),
  } satisfies HealthJson);
}

function readyz(state: DaemonState): Response {
  const [reasons, others] = [unreadiness(state), reservations(state)];
  const ready = reasons.length === 0;
  const problems = [...reasons, ...others].map(problemJson);
  return json(ready ? 200 : 503, { ready, problems } satisfies ReadinessJson);
}

async function metrics({ metrics: { render, contentType } }: ServedByDaemon): Promise<Response> {
  return answer(200, contentType, await render());
}

/** Without a token these routes are not there at all. */
function routesForToken({ checkToken, wake, approve }: ServedByDaemon): readonly Route[] {
  if (!checkToken) return [];
  const guarded =
    (handler: (body: string) => Response): DaemonHandler =>
    ({ req, get, env }) => {
      const authorization = req.header('authorization');
      if (authorization === undefined) return unauthorized('this takes a token');
      const verdict = checkToken(bearerIn(authorization), clientOf(env.incoming.socket.remoteAddress));
      if (verdict.kind === 'held') return tooManyWrong(verdict.seconds);
      if (verdict.kind === 'right') return handler(get('body'));
      return unauthorized('the token is not the right one', ', error="invalid_token"');
    };
  const reconcile = () => {
    wake();
    return json(202, { formatVersion, accepted: true } satisfies ReconcileJson);
  };
  return [
    ['POST', reconcilePath, guarded(reconcile)],
    ['POST', approvePath, guarded((body) => approval(body, approve))],
  ];
}

const [reconcilePath, approvePath] = ['/api/v1/reconcile', '/api/v1/approve'];

/** RFC 6750: what is missing is asked for, what is wrong is said to be. */
function unauthorized(message: string, error = ''): Response {
  const hint = 'send `Authorization: Bearer …` with what SOLLIST_TOKEN holds';
  const challenge = { 'www-authenticate': `Bearer realm="sollist"${error}` };
  return refused(401, { code: 'unauthorized', message, hint }, challenge);
}

function tooManyWrong(seconds: number): Response {
  const message = 'too many wrong tokens came from this address: none is looked at for now';
  const hint = `try again in ${seconds} s`;
  return refused(429, { code: 'too-many-tokens', message, hint }, { 'retry-after': `${seconds}` });
}

const forPeopleOrPrograms = {
  header: 'Accept' as const,
  supports: ['text/html', 'application/json'],
  default: 'application/json',
};

function nothingHere(path: string, paths: readonly string[], hasPages: boolean): Response {
  const all = [...(hasPages ? ['/'] : []), ...paths];
  const hint =
    path === reconcilePath || path === approvePath
      ? 'it is off until SOLLIST_TOKEN is set'
      : `there is ${all.map((one) => `\`${one}\``).join(', ')}`;
  return refused(404, { code: 'no-such-address', message: 'there is nothing here', hint });
}

/** What may be sent to an address, by the routes themselves; what all routes have in common answers every method. */
function methodsAt(path: string, { router }: DaemonRoutes): readonly string[] {
  const routesOf = (method: string) => router.match(method, path)[0].length;
  const answers = (method: string) => routesOf(method) > routesOf('none');
  return [...(answers('GET') ? ['GET', 'HEAD'] : []), ...(answers('POST') ? ['POST'] : [])];
}

function wrongMethod(method: string, allowed: readonly string[]): Response {
  const message = `${method} is not for this address`;
  return refused(405, { code: 'method-not-allowed', message }, { allow: allowed.join(', ') });
}

function time(at: number | undefined): string | null {
  return at === undefined ? null : new Date(at).toISOString();
}
