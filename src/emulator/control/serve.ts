import { isLoopback } from '../api/address.ts';
import { type ApiAnswer, indented, json } from '../api/answer.ts';
import { invalid } from '../state/check.ts';
import { ApiRefusal } from '../state/refusal.ts';
import { controlPrefix, type Endpoints, type Order } from './order.ts';

/** The state of a large tenant fits. Bytes. */
export const longestControlBody = 50_000_000;

/**
 * What happens behind the reconciler's back: no authorization, no quota, no faults, and not in the log of requests.
 * `from` is the address of who asks, `methods` is what the path has, none where there is nothing.
 */
export function serveControl(order: Order, from: string, methods: Endpoints = {}): ApiAnswer {
  try {
    return indented(carryOut(order, from, methods));
  } catch (error) {
    if (!(error instanceof ApiRefusal)) throw error;
    return json(error.status, { error: { code: error.code, message: error.message } });
  }
}

function carryOut(order: Order, from: string, methods: Endpoints): unknown {
  const { path, method, isTooLarge } = order.call;
  if (!isLoopback(from)) throw new ApiRefusal(403, 'forbidden', 'only this machine may use it');
  if (isTooLarge) throw new ApiRefusal(413, 'tooLarge', `a body may have ${longestControlBody} bytes`);
  const known = Object.entries(methods);
  if (known.length === 0) throw new ApiRefusal(404, 'notFound', `no ${path}: see GET ${controlPrefix}/`);
  refuseMalformed(path);
  const found = known.find(([name]) => name === method);
  if (!found) {
    const all = known.map(([name]) => name).join(', ');
    throw new ApiRefusal(405, 'methodNotAllowed', `${path} takes ${all}, not ${method}`);
  }
  const [, [serve]] = found;
  return serve(order);
}

function refuseMalformed(path: string): void {
  const name = path.split('/').find((text) => !isDecodable(text));
  if (name !== undefined) throw invalid(`\`${name}\``, 'is not percent-encoded as addresses are');
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}
