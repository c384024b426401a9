import { Buffer } from 'node:buffer';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { getOrAdd } from '../base/collections.ts';

export type Packed = { readonly body: Buffer; readonly 'content-encoding'?: 'br' | 'gzip' };

/** As it travels: small, where who asks understands gzip. */
export function packed(text: string, accepted: string | null | undefined): Packed {
  const body = Buffer.from(text);
  return understands(accepted, 'gzip') ? { body: gzipSync(body), 'content-encoding': 'gzip' } : { body };
}

/** As small as it gets, for what is packed once. */
export function packedOnce(body: Buffer): (accepted: string | null | undefined) => Packed {
  const all = new Map<string, Packed>();
  return (accepted) => {
    if (understands(accepted, 'br'))
      return getOrAdd(all, 'br', () => ({ body: brotliCompressSync(body), 'content-encoding': 'br' }));
    if (understands(accepted, 'gzip'))
      return getOrAdd(all, 'gzip', () => ({ body: gzipSync(body), 'content-encoding': 'gzip' }));
    return { body };
  };
}

/** Whether who sent this `Accept-Encoding` takes a coding (RFC 9110, 12.5.3). */
function understands(accepted: string | null | undefined, coding: string): boolean {
  const ranges = (accepted ?? '').split(',').map((range) => {
    const [name, quality = 'q=1'] = range.split(';').map((part) => part.trim().toLowerCase());
    return { name, isTaken: Number(quality.replace('q=', '')) > 0 };
  });
  const rangeOf = (wanted: string) => ranges.find(({ name }) => name === wanted);
  return (rangeOf(coding) ?? rangeOf('*'))?.isTaken ?? false;
}
