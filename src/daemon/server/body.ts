import type { IncomingMessage } from 'node:http';

/** No route takes a body; some clients send an empty object all the same. In bytes. */
const longest = 1_024;

/** Reads a body that nobody needs, but no more of it than is harmless: false for one that is too long. */
export async function swallowBody(incoming: IncomingMessage): Promise<boolean> {
  if (Number(incoming.headers['content-length'] ?? 0) > longest) return false;
  let length = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > longest) return false;
  }
  return true;
}
