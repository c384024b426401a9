import { Buffer } from 'node:buffer';
import type { IncomingMessage } from 'node:http';

/** A body holds the id of a plan at most; some clients send an empty object where none is needed. In bytes. */
const longest = 1_024;

/** Reads a body, but no more of it than is harmless: undefined for one that is too long. */
export async function readBody(incoming: IncomingMessage): Promise<string | undefined> {
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
