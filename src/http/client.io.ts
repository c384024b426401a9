import { EventEmitter } from 'node:events';
import { Agent, Pool, ProxyAgent } from 'undici';
import { getOrAdd } from '../base/collections.ts';
import type { WorldFailure } from '../problems/worldFailure.ts';
import type { HttpAnswer } from './answer.ts';
import { failureAt, type RequestTarget, stoppedAt } from './failures.ts';
import { acceptedCodings, inflated } from './inflate.io.ts';
import { checkProxy, networkFailure, proxyRefusal, speaksHttps, wantsHttps } from './networkFailure.io.ts';
import { direct, type HttpProxy, type ProxyOf } from './proxies.ts';

type HttpRequest = {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** Ends the request. */
  readonly signal?: AbortSignal | undefined;
};

/** One GET. @throws WorldFailure where no whole answer came; any status is an answer, redirects within the origin apart. */
export type Get = (request: HttpRequest) => Promise<HttpAnswer>;
export type Post = (request: HttpRequest & { readonly body: string }) => Promise<HttpAnswer>;

/** Requests that share connections. Who is given `get` alone has no way to write. */
export type Http = {
  readonly get: Get;
  readonly post: Post;
  readonly put: Post;
  /** Ends what is still going on. */
  readonly close: () => Promise<void>;
};

export function openHttp(limits: Partial<HttpLimits> = {}, proxyOf: ProxyOf = direct): Http {
  const all = { ...contractLimits, ...limits };
  const options = {
    connections: all.connections,
    allowH2: false,
    maxResponseSize: all.body,
    // The deadline of the whole exchange stands in for both.
    headersTimeout: 0,
    bodyTimeout: 0,
  };
  const agent = new Agent(options);
  const tunnels = new Map<string, ProxyAgent>();
  const tunnelOf = (proxy: HttpProxy) =>
    getOrAdd(tunnels, proxy.url.href, () => openTunnels(proxy, options, all));
  const connections = { agent, tunnelOf, proxyOf, limits: all };
  return {
    // Field by field, so that nothing a caller adds makes it anything but a GET.
    get: ({ url, headers, signal }) => exchange(connections, { method: 'GET', url, headers, signal }),
    post: (request) => exchange(connections, { ...request, method: 'POST' }),
    put: (request) => exchange(connections, { ...request, method: 'PUT' }),
    async close() {
      await Promise.all([agent, ...tunnels.values()].map((one) => one.destroy()));
    },
  };
}

/** For https: the proxy connects, and does not see what is said. */
function openTunnels(
  { url, authorization }: HttpProxy,
  options: Agent.Options,
  { timeout }: HttpLimits,
): ProxyAgent {
  return new ProxyAgent({
    ...options,
    uri: url.href,
    ...(authorization !== undefined && { token: authorization }),
    clientFactory: (origin, more) => new Pool(origin, { ...more, headersTimeout: timeout }),
  });
}

type Connections = {
  readonly agent: Agent;
  readonly tunnelOf: (proxy: HttpProxy) => ProxyAgent;
  readonly proxyOf: ProxyOf;
  readonly limits: HttpLimits;
};

type Exchange = RequestTarget & HttpRequest & { readonly body?: string };

async function exchange(connections: Connections, request: Exchange): Promise<HttpAnswer> {
  const proxy = connections.proxyOf(request.url);
  if (!proxy.ok)
    throw failureAt(
      request,
      'unreachable',
      `no proxy stands in the variable ${proxy.why.variable}: ${proxy.why.why}`,
      { hint: 'write http://HOST:PORT or https://HOST:PORT' },
    );
  const sent = { ...request, via: proxy.value };
  const deadline = startDeadline(connections.limits.timeout, sent.signal);
  try {
    return await follow(connections, sent, deadline);
  } catch (error) {
    throw explain(error, sent, deadline, connections);
  } finally {
    deadline.clear();
  }
}

type Deadline = ReturnType<typeof startDeadline>;

/**
 * Ends an exchange after some time, or with the caller's signal. AbortSignal.any would keep what it makes alive as long as
 * that signal, which may be the daemon's own, and an AbortController costs three times as much as an emitter.
 */
function startDeadline(milliseconds: number, caller: AbortSignal | undefined) {
  const end = new EventEmitter();
  let passed = false;
  const abort = () => end.emit('abort');
  const timer = setTimeout(() => {
    passed = true;
    abort();
  }, milliseconds);
  caller?.addEventListener('abort', abort);
  return {
    /** What undici takes for a signal: it tells of an end that comes, `ended` also of one that has come. */
    end,
    ended: () => passed || caller?.aborted === true,
    passed: () => passed,
    clear: () => {
      clearTimeout(timer);
      caller?.removeEventListener('abort', abort);
    },
  };
}

const mostRedirects = 3;

async function follow(connections: Connections, sent: Exchange, deadline: Deadline): Promise<HttpAnswer> {
  let url = sent.url;
  for (let redirects = 0; ; redirects += 1) {
    if (deadline.ended()) throw new Error('ended before it was sent');
    const answer = await send(connections, { ...sent, url }, deadline.end);
    if (sent.via && answer.status === 407) throw proxyRefusal(answer.status, sent);
    if (wantsHttps(sent, answer)) throw speaksHttps(sent);
    const location = answer.headers.location;
    if (!redirectStatuses.has(answer.status) || location === undefined) return answer;
    if (redirects === mostRedirects) {
      throw redirected(sent, `more than ${mostRedirects} redirects, one after another`);
    }
    url = redirectTarget(sent, answer.status, location, url);
  }
}

async function send(connections: Connections, sent: Exchange, end: EventEmitter): Promise<HttpAnswer> {
  const { method, body, via } = sent;
  const { dispatcher, origin, path, headers } = wayOf(sent, connections);
  const response = await dispatcher.request({
    ...{ method, origin, path, signal: end, body: body ?? null },
    headers: { 'accept-encoding': acceptedCodings, ...sent.headers, ...headers },
  });
  const answered = joined(response.headers);
  const packed = await response.body.bytes();
  return {
    status: response.statusCode,
    headers: answered,
    body: await inflated(packed, answered['content-encoding'], sent, connections.limits.body),
    via,
  };
}

/** A proxy is asked for an http address by its whole name, and to connect to one of https. */
function wayOf({ url, via }: Exchange, { agent, tunnelOf }: Connections) {
  const path = url.pathname + url.search;
  const { origin } = url;
  if (!via) return { dispatcher: agent, origin, path };
  if (url.protocol === 'https:') return { dispatcher: tunnelOf(via), origin, path };
  const headers = {
    host: url.host,
    ...(via.authorization !== undefined && { 'proxy-authorization': via.authorization }),
  };
  return { dispatcher: agent, origin: via.url.origin, path: origin + path, headers };
}

function joined(headers: Readonly<Record<string, string | string[] | undefined>>): HttpAnswer['headers'] {
  const all: Record<string, string | undefined> = {};
  for (const [name, value] of Object.entries(headers))
    all[name] = Array.isArray(value) ? value.join(', ') : value;
  return all;
}

const redirectStatuses: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** A redirect stays within the origin: the user has trusted no other host with a token. */
function redirectTarget(sent: Exchange, status: number, location: string, from: URL): URL {
  if (!URL.canParse(location, from.href)) throw redirected(sent, 'a redirect to an address that is none');
  const to = new URL(location, from);
  if (to.origin !== sent.url.origin) {
    throw redirected(
      sent,
      `a redirect to ${to.origin === 'null' ? to.protocol : to.origin}, which is not followed`,
    );
  }
  if (sent.method !== 'GET' && status !== 307 && status !== 308) {
    throw redirected(sent, `a redirect (${status}) that would turn the ${sent.method} into a GET`);
  }
  return to;
}

function redirected(target: RequestTarget, what: string): WorldFailure {
  const hint = 'if the address is right, write the one it leads to into `api.baseUrl` or `auth.tokenUrl`';
  return failureAt(target, 'redirected', what, { hint });
}

function explain(
  error: unknown,
  sent: Exchange,
  deadline: Deadline,
  { agent, limits }: Connections,
): unknown {
  if (deadline.passed()) {
    const hint = sent.via
      ? checkProxy(sent.via)
      : 'the server may be overloaded, or a firewall may drop what is sent';
    return failureAt(sent, 'timeout', `no whole answer within ${limits.timeout / 1000} s`, {
      retriable: true,
      hint,
    });
  }
  if (sent.signal?.aborted || agent.destroyed) return stoppedAt(sent);
  return networkFailure(error, sent, limits.body);
}

/** The contract's limits. */
export const contractLimits = {
  /** Milliseconds for one request, its redirects and its answer's body included. */
  timeout: 30_000,
  /** Bytes of an answer's body. */
  body: 10_000_000,
  /** To one origin; requests beyond wait for a free one. As many as `concurrency` may ask for, so that no request's time runs out in a queue. */
  connections: 256,
};

export type HttpLimits = Readonly<typeof contractLimits>;
