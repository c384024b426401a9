import type { HealthJson } from '../../generated/health.ts';
import type { ReadinessJson } from '../../generated/readiness.ts';
import type { ReconcileJson } from '../../generated/reconcile.ts';
import { formatVersion } from '../../model/formatVersion.ts';
import type { Concealed } from '../../model/secret.ts';
import { problemJson } from '../../report/json.ts';
import { isAlive, unreadiness } from '../loop.io.ts';
import type { DaemonState } from '../state.ts';
import { type HealthReadings, statusJson, type WatchMode } from '../status/json.ts';
import { type Answer, json, refused } from './answer.io.ts';
import { createCheckToken } from './token.ts';

/** What is served. `state` is asked anew for each request. */
export type Served = {
  readonly version: string;
  readonly state: () => DaemonState;
  readonly watchMode: () => WatchMode | undefined;
  /** What the workers tell of their syncs, within seconds. */
  readonly health: (state: DaemonState) => Promise<HealthReadings>;
  readonly metrics: { readonly render: () => Promise<string>; readonly contentType: string };
  /** `SOLLIST_TOKEN`; without it nobody can ask for a pass. */
  readonly token: Concealed | undefined;
  /** Asks for a pass. */
  readonly wake: () => void;
};

export type Asked = {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
};

type Respond = (asked: Asked) => Answer | Promise<Answer>;
type Route = Readonly<Partial<Record<'GET' | 'POST', Respond>>>;

/** Finds out what to answer. */
export function createRoutes(served: Served): Respond {
  const routes = new Map<string, Route>([
    ['/healthz', { GET: () => healthz(served.state()) }],
    ['/readyz', { GET: () => readyz(served.state()) }],
    ['/metrics', { GET: () => metrics(served) }],
    ['/api/v1/status', { GET: () => status(served) }],
    ...reconcileRoute(served),
  ]);
  return (asked) => {
    const route = routes.get(asked.path);
    if (!route) return nothingHere(asked, [...routes.keys()]);
    const respond = route[asked.method === 'HEAD' ? 'GET' : (asked.method as keyof Route)];
    return respond ? respond(asked) : wrongMethod(asked, route);
  };
}

function healthz(state: DaemonState): Answer {
  const alive = isAlive(state);
  return json(alive ? 200 : 503, {
    alive,
    lastPassAt: time(state.lastPass?.finishedAt),
    nextPassAt: time(state.nextPassAt),
  } satisfies HealthJson);
}

function readyz(state: DaemonState): Answer {
  const problems = unreadiness(state).map(problemJson);
  const ready = problems.length === 0;
  return json(ready ? 200 : 503, { ready, problems } satisfies ReadinessJson);
}

async function metrics({ metrics: { render, contentType } }: Served): Promise<Answer> {
  return { status: 200, body: await render(), type: contentType };
}

async function status({ version, state, watchMode, health }: Served): Promise<Answer> {
  const readings = await health(state());
  const now = state();
  const facts = {
    version,
    alive: isAlive(now),
    ready: unreadiness(now).length === 0,
    watchMode: watchMode(),
    health: readings,
  };
  return json(200, statusJson(now, facts));
}

/** Without a token the route is not there at all. */
function reconcileRoute({ token, wake }: Served): [string, Route][] {
  const isRight = createCheckToken(token);
  if (!isRight) return [];
  const reconcile = ({ authorization }: Asked): Answer => {
    if (!isRight(authorization)) return unauthorized(authorization);
    wake();
    return json(202, { formatVersion, accepted: true } satisfies ReconcileJson);
  };
  return [[reconcilePath, { POST: reconcile }]];
}

const reconcilePath = '/api/v1/reconcile';

/** RFC 6750: what is missing is asked for, what is wrong is said to be. */
function unauthorized(authorization: string | undefined): Answer {
  const challenge = 'Bearer realm="sollist"';
  const isMissing = authorization === undefined;
  const message = isMissing ? 'this takes a token' : 'the token is not the right one';
  return refused(
    401,
    { code: 'unauthorized', message, hint: 'send `Authorization: Bearer …` with what SOLLIST_TOKEN holds' },
    { 'www-authenticate': isMissing ? challenge : `${challenge}, error="invalid_token"` },
  );
}

function nothingHere({ path }: Asked, paths: readonly string[]): Answer {
  const hint =
    path === reconcilePath
      ? 'it is off until SOLLIST_TOKEN is set'
      : `there is ${paths.map((one) => `\`${one}\``).join(', ')}`;
  return refused(404, { code: 'no-such-address', message: 'there is nothing here', hint });
}

function wrongMethod({ method }: Asked, route: Route): Answer {
  const allow = Object.keys(route).flatMap((one) => (one === 'GET' ? ['GET', 'HEAD'] : [one]));
  const message = `${method} is not for this address`;
  return refused(405, { code: 'method-not-allowed', message }, { allow: allow.join(', ') });
}

function time(at: number | undefined): string | null {
  return at === undefined ? null : new Date(at).toISOString();
}
