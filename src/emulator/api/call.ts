/** A request that has arrived in full. */
export type Call = {
  readonly method: string;
  /** As sent, with the query. */
  readonly target: string;
  readonly path: string;
  readonly query: URLSearchParams;
  /** By name in lower case. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
  /** Whether the body was longer than is taken, and dropped. */
  readonly isTooLarge: boolean;
};

/** A header's value, undefined where it is missing or empty. */
export function header(call: Call, name: string): string | undefined {
  const value = call.headers[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** What of Node's `IncomingMessage` makes a call. */
type Incoming = AsyncIterable<Uint8Array> &
  Pick<Call, 'headers'> & { method?: string | undefined; url?: string | undefined };

/**
 * `limit` is in bytes. A longer body is read to its end and dropped, so that the client gets to read the answer.
 * @throws where the client breaks the connection.
 */
export async function readCall(request: Incoming, limit: number): Promise<Call> {
  const { method = '', url = '', headers } = request;
  const [path = '', query = ''] = url.split('?', 2);
  const body = method === 'GET' ? '' : await readBody(request, limit);
  return {
    method,
    target: url,
    path,
    query: new URLSearchParams(query),
    headers,
    body: body ?? '',
    isTooLarge: body === undefined,
  };
}

async function readBody(request: AsyncIterable<Uint8Array>, limit: number): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size <= limit) chunks.push(chunk);
  }
  return size > limit ? undefined : Buffer.concat(chunks).toString('utf8');
}
