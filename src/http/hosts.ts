import { isIP } from 'node:net';

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host);
}

/**
 * Whether a request that came to a server on `listened` means it. Of a server on loopback only: a page that has its own
 * name resolved to 127.0.0.1 (DNS rebinding) would otherwise be let in by the browser of whoever looks at it.
 */
export function isMeantForUs(header: string | undefined, listened: string): boolean {
  if (header === undefined || !isLoopback(listened)) return true;
  const name = header
    .replace(/:\d*$/, '')
    .replace(/^\[|\]$/g, '')
    .toLowerCase();
  return name === 'localhost' || name.endsWith('.localhost') || isIP(name) !== 0;
}
