import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach } from 'vitest';

export type Received = {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
};

/** Answers, or does not. `index` counts from 0 the requests for which this server was asked to answer. */
export type Answer = (response: ServerResponse, request: Received, index: number) => unknown;

export type Served = { readonly url: string; readonly requests: readonly Received[] };

const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

/** A server that does what it is told, until the end of the test. */
export async function serve(answer: Answer): Promise<Served> {
  const requests: Received[] = [];
  const server = createServer(async (request, response) => {
    const chunks = await request.toArray().catch(() => undefined);
    if (!chunks) return;
    const received = {
      method: request.method!,
      path: request.url!,
      headers: request.headers,
      body: Buffer.concat(chunks).toString(),
    };
    await answer(response, received, requests.push(received) - 1);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(
    () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
}

/** One after another; the last one again and again. */
export function inTurn(...answers: readonly Answer[]): Answer {
  return (response, request, index) =>
    answers[Math.min(index, answers.length - 1)]!(response, request, index);
}

type Headers = Readonly<Record<string, string>>;

export function status(code: number, headers: Headers = {}, body = ''): Answer {
  return (response) => response.writeHead(code, headers).end(body);
}

export function json(value: unknown, headers: Headers = {}): Answer {
  return status(200, { 'content-type': 'application/json', ...headers }, JSON.stringify(value));
}

export const html = status(200, { 'content-type': 'text/html' }, '<!DOCTYPE html><h1>Maintenance</h1>');

export const reset: Answer = (response) => response.destroy();

/** The connection breaks in the middle of the body. */
export function brokenBody(headers: Headers, ending: 'reset' | 'end'): Answer {
  return (response) => {
    response.writeHead(200, { 'content-type': 'application/json', ...headers });
    response.write('[{"identifier":', () => {
      if (ending === 'reset') response.socket!.resetAndDestroy();
      else response.socket!.end();
    });
  };
}

export const silence: Answer = () => {};

/** Answers token requests itself, and everything else as told. */
export function withTokens(answer: Answer, lifetime = 3600): Answer {
  let others = 0;
  let tokens = 0;
  return (response, request, index) => {
    if (!request.path.endsWith('/oauth2/token')) return answer(response, request, others++);
    tokens += 1;
    return json({ access_token: `token-${tokens}`, token_type: 'Bearer', expires_in: lifetime })(
      response,
      request,
      index,
    );
  };
}

/** A sync as 2.x answers it. */
export function item(changes: Readonly<Record<string, unknown>> = {}) {
  return {
    identifier: '3c90c3cc-0d44-4b50-8888-8dd25736052a',
    syncName: 'Ebay',
    salesChannelName: 'Shop',
    salesChannelId: '1-1-1',
    interval: '00:10:00',
    reportProgress: true,
    configurations: [option()],
    ...changes,
  };
}

export function option(changes: Readonly<Record<string, unknown>> = {}) {
  return {
    identifier: '6b1f0d0e-8c1b-4f6c-9d6e-1f2a3b4c5d6e',
    displayName: 'Create orders',
    displayDescription: 'Turns each purchase into an order at once.',
    type: 'bool',
    currentValue: 'false',
    isRequired: true,
    ...changes,
  };
}
