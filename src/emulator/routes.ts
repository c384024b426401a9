import type { IncomingMessage, ServerResponse } from 'node:http';
import { isLoopback } from './api/address.ts';
import { type Answer, json, refused } from './api/answer.ts';
import { type Call, readCall } from './api/call.ts';
import { serveToken } from './api/tokenEndpoint.ts';
import type { World } from './api/world.ts';
import { isForControl, serveControl } from './control/endpoints.ts';
import { type Served, serveWorker } from './faults/serve.ts';
import { Refusal } from './state/refusal.ts';

/** The API's own limit is not published: what is far above any configuration is refused. Bytes. */
const longestBody = 1_000_000;
/** The state of a large tenant fits. Bytes. */
const longestControlBody = 50_000_000;

/** Answers every request. `closing` ends those that are waiting. */
export function createListener(world: World, closing: AbortSignal) {
  return (request: IncomingMessage, response: ServerResponse) => {
    respond(request, response, world, closing).catch((error: unknown) => {
      // The client hung up, or the emulator is closing: nobody is left to answer. Anything else is a bug.
      if (!request.socket.destroyed && !closing.aborted) throw error;
    });
  };
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  world: World,
  closing: AbortSignal,
): Promise<void> {
  const isControl = isForControl(request.url!);
  const call = await readCall(request, isControl ? longestControlBody : longestBody);
  if (isControl) {
    deliver(control(call, request.socket.remoteAddress, world), response);
    return;
  }
  const served = call === 'tooLarge' ? tooLarge(world) : await serve(call, world, closing);
  logCall(request, call, served, world);
  deliver(served.answer, response);
}

function control(call: Call | 'tooLarge', from: string | undefined, world: World): Answer {
  if (!isLoopback(from ?? '')) return controlError(403, 'forbidden', 'only this machine may use it');
  if (call === 'tooLarge')
    return controlError(413, 'tooLarge', `a body may have ${longestControlBody} bytes`);
  return serveControl(call, world);
}

function controlError(status: number, code: string, message: string): Answer {
  return json(status, { error: { code, message } });
}

function tooLarge({ setup }: World): Served {
  const refusal = new Refusal(413, 'PayloadTooLarge', 'The request body is too large.');
  return { answer: refused(refusal, setup.rules.naming) };
}

async function serve(call: Call, world: World, closing: AbortSignal): Promise<Served> {
  if (/^(?:\/[\w.-]+)?\/oauth2\/token$/.test(call.path)) return { answer: serveToken(call, world) };
  return serveWorker(call, world, closing);
}

/** Before the answer goes out, so that whoever has read it finds the call in the log. */
function logCall(request: IncomingMessage, call: Call | 'tooLarge', served: Served, world: World): void {
  world.log.add({
    at: world.setup.now(),
    method: request.method!,
    path: request.url!,
    tenant: served.tenant ?? null,
    body: call === 'tooLarge' || call.body === '' ? null : parsedOrText(call.body),
    status: served.answer.delivery === 'reset' ? null : served.answer.status,
    ...(served.fault !== undefined && { fault: served.fault }),
  });
}

function parsedOrText(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}

function deliver({ status, headers, body, delivery = 'whole' }: Answer, response: ServerResponse): void {
  if (delivery === 'reset') {
    response.socket?.resetAndDestroy();
    return;
  }
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  response.writeHead(status, { ...headers, ...(status !== 204 && { 'content-length': bytes.length }) });
  if (delivery === 'whole') {
    response.end(bytes);
    return;
  }
  // The client must have read the first half before the connection breaks, or the break looks like a reset.
  response.write(bytes.subarray(0, Math.ceil(bytes.length / 2)), () => response.socket?.end());
}
