import { failed, ok, type Result } from './result.ts';

/** What is wrong with an address. The message never quotes it: it may hold a password. */
export type UrlMistake = { readonly message: string; readonly hint: string; readonly sensitive?: true };

/**
 * Plain http is for loopback, unless it is allowed: a token that travels in clear is anybody's. `howToAllow` says, as a
 * hint, what would allow it.
 */
export function checkUrl(
  text: string,
  name: string,
  allowInsecure: boolean,
  howToAllow = 'add `allowInsecure: true` beside it',
): Result<string, UrlMistake> {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.host === '') {
    return failed({
      message: `${name} is no http or https address`,
      hint: 'write it like https://api.jtl-cloud.com/erp',
      ...(text.includes('@') && { sensitive: true }),
    });
  }
  if (url.username !== '' || url.password !== '') {
    const hint = 'remove what stands before the @; how to sign in stands in `auth`';
    return failed({ message: `${name} holds a user name or a password`, hint, sensitive: true });
  }
  if (url.search !== '' || url.hash !== '') {
    const message = `${name} holds a query or a fragment`;
    return failed({ message, hint: 'it ends with the path', sensitive: true });
  }
  if (url.protocol === 'http:' && !allowInsecure && !isLoopback(url.hostname)) {
    const message = `${name} is plain http to ${url.hostname}, which anybody on the way can read`;
    return failed({ message, hint: `use https, or ${howToAllow}` });
  }
  return ok(text);
}

/** As `URL` spells hosts: `127.1` has become `127.0.0.1`, and IPv6 stands in brackets. */
function isLoopback(hostname: string): boolean {
  return (
    /^(?:.+\.)?localhost\.?$/.test(hostname) ||
    /^127(?:\.\d{1,3}){3}$/.test(hostname) ||
    hostname === '[::1]' ||
    /^\[::ffff:7f[\da-f]{2}:[\da-f]{1,4}\]$/.test(hostname)
  );
}
