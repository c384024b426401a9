import { Buffer } from 'node:buffer';
import type { IncomingMessage } from 'node:http';

/** Reads a body, but no more of it than is harmless: undefined for one of more than so many bytes. */
export async function readBody(incoming: IncomingMessage, longest: number): Promise<string | undefined> {
  if (Number(incoming.headers['content-length'] ?? 0) > longest) return undefined;
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > longest) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}
