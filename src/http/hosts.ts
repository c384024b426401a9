import { isIP } from 'node:net';

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host);
}

/**
 * Whether a request that came to a server on `listened` means it. Of a server on loopback only, unless its public address was asked for: a page that has its own
 * name resolved to 127.0.0.1 (DNS rebinding) would otherwise be let in by the browser of whoever looks at it.
 */
export function isMeantForUs(header: string | undefined, listened: string, publicUrl?: string): boolean {
  if (header === undefined || !isLoopback(listened)) return true;
  const name = nameIn(header);
  return isOwnName(name) || (publicUrl !== undefined && name === nameIn(new URL(publicUrl).host));
}

/** Whether no name server has a say in where this name leads. */
export function isOwnName(name: string): boolean {
  return name === 'localhost' || name.endsWith('.localhost') || isIP(name) !== 0;
}

/** The name or address in a header `host`, in small letters. */
export function nameIn(header: string): string {
  return header
    .replace(/:\d*$/, '')
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
    .toLowerCase();
}
