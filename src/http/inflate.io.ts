import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate, inflateRaw } from 'node:zlib';
import { printable } from '../base/printable.ts';
import { crop } from '../base/text/cells.ts';
import type { WorldFailure } from '../problems/worldFailure.ts';
import { failureAt, type RequestTarget, tooLarge } from './failures.ts';

/** What is asked for, and read. */
export const acceptedCodings = 'gzip, deflate, br';

/** Nobody packs an answer more often than this, but whoever wants to keep us busy. */
const mostCodings = 5;

type Inflate = (
  packed: Uint8Array,
  options: { readonly maxOutputLength: number },
) => Promise<Uint8Array<ArrayBuffer>>;

const zlibbed: Inflate = promisify(inflate);
const unframed: Inflate = promisify(inflateRaw);
const gzipped: Inflate = promisify(gunzip);

const codings: Readonly<Record<string, Inflate>> = {
  gzip: gzipped,
  'x-gzip': gzipped,
  // Servers send it with and without the frame of zlib (RFC 9110, 8.4.1.2), whose first byte names its method: 8.
  deflate: (packed, options) => ((packed[0]! & 0x0f) === 8 ? zlibbed : unframed)(packed, options),
  br: promisify(brotliDecompress),
};

/**
 * A body as it was before `Content-Encoding`, of at most `limit` bytes: zlib gives up as soon as it has made more.
 * @throws WorldFailure where it cannot be had.
 */
export async function inflated(
  packed: Uint8Array,
  encoding: string | undefined,
  target: RequestTarget,
  limit: number,
): Promise<Uint8Array> {
  const names = (encoding ?? '').toLowerCase().split(/[\s,]+/);
  const applied = names.filter((name) => name !== '' && name !== 'identity');
  let body = packed;
  if (applied.length > mostCodings) throw unreadable(target, `an answer packed ${applied.length} times`);
  let before: string | undefined;
  for (const name of applied.reverse()) {
    if (body.length === 0) break; // whatever is said of a body that is not there
    const unpack = Object.hasOwn(codings, name) ? codings[name] : undefined;
    if (!unpack) throw unreadable(target, `an answer packed as ${crop(printable(name), 40)}`);
    try {
      body = await unpack(body, { maxOutputLength: limit });
    } catch (error) {
      if (name === before && !isTooLarge(error)) break; // a gateway has doubled the header
      throw explain(error, target, name, limit);
    }
    before = name;
  }
  return body;
}

function unreadable(target: RequestTarget, what: string): WorldFailure {
  return failureAt(target, 'bad-answer', what, {
    hint: `sollist asks for ${acceptedCodings} and reads no other`,
  });
}

function isTooLarge(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
}

function explain(error: unknown, target: RequestTarget, name: string, limit: number): unknown {
  if (isTooLarge(error)) return tooLarge(target, limit);
  const what = `an answer whose packed body (${name}) is cut off or damaged`;
  const hint = 'something between here and the server may break off or change what it passes on';
  return failureAt(target, 'bad-answer', what, { retriable: true, hint, cause: error });
}
