import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

/** A request that has arrived in full. */
export type Call = {
  readonly method: string;
  /** As sent, with the query. */
  readonly target: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
};

/**
 * `limit` is in bytes. A longer body is read to its end and dropped, so that the client gets to read the answer.
 * @throws where the client breaks the connection.
 */
export async function readCall(request: IncomingMessage, limit: number): Promise<Call | 'tooLarge'> {
  const target = request.url!;
  const [path = '', query = ''] = target.split('?', 2);
  const method = request.method!;
  const body = method === 'GET' ? '' : await readBody(request, limit);
  if (body === undefined) return 'tooLarge';
  return { method, target, path, query: new URLSearchParams(query), headers: request.headers, body };
}

async function readBody(request: IncomingMessage, limit: number): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= limit) chunks.push(chunk);
  }
  return size > limit ? undefined : Buffer.concat(chunks).toString('utf8');
}
