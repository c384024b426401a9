import { failed, ok, type Result } from './result.ts';
import { blankIn, withoutEnd } from './text/characters.ts';

/** What is wrong with an address. The message never quotes it: it may hold a password. */
export type UrlMistake = { readonly message: string; readonly hint: string; readonly sensitive?: true };

const usualWay = 'add `allowInsecure: true` beside it';

export type UrlTerms = {
  readonly allowInsecure: boolean;
  /** What would allow it, as a hint. */
  readonly howToAllow?: string;
  /** Whether it may have a query and a fragment: only where all of it is a secret. */
  readonly mayAsk?: boolean;
};

/**
 * An address, checked more strictly than `URL` does it, which mends in silence what then leads elsewhere. Plain http is for
 * loopback, unless it is allowed: a token that travels in clear is anybody's.
 */
export function checkUrl(text: string, name: string, terms: UrlTerms): Result<string, UrlMistake> {
  const mistake = mistakeInForm(text, name) ?? mistakeInParts(text, name, terms);
  return mistake ? failed({ ...mistake, ...(/[@?#]/.test(text) && { sensitive: true }) }) : ok(text);
}

/** The same for an address that is all of a server: people and browsers ask for it, whether it is safe or not. */
export function mistakeInOrigin(text: string, name: string): UrlMistake | undefined {
  const checked = checkUrl(text, name, { allowInsecure: true });
  if (!checked.ok) {
    const { message, sensitive } = checked.why;
    return { message, hint: 'write it like https://sollist.example.com', ...(sensitive && { sensitive }) };
  }
  if (new URL(text).pathname === '/') return undefined;
  return {
    message: `${name} holds a path`,
    hint: 'give the page a name of its own: it is served at the root',
  };
}

/** Scheme and authority as they are written. */
const beginning = /^https?:\/\/([^/?#]+)/i;

function mistakeInForm(text: string, name: string): UrlMistake | undefined {
  const blank = blankIn(text);
  if (blank !== undefined)
    return { message: `${name} holds a character that no address has: ${blank}`, hint: 'remove it' };
  if (text.includes('\\')) return { message: `${name} holds a backslash`, hint: 'write / in its place' };
  const authority = beginning.exec(text)?.[1];
  if (authority === undefined || !URL.canParse(text) || authority.endsWith(':')) {
    return {
      message: `${name} is no http or https address`,
      hint: 'write it like https://api.jtl-cloud.com/erp',
    };
  }
  if (!authority.includes('@')) return undefined;
  const hint = 'remove what stands before the @; how to sign in stands in `auth`';
  return { message: `${name} holds a user name or a password`, hint };
}

function mistakeInParts(
  text: string,
  name: string,
  { allowInsecure, howToAllow = usualWay, mayAsk = false }: UrlTerms,
): UrlMistake | undefined {
  const { protocol, hostname, port } = new URL(text);
  if (!mayAsk && /[?#]/.test(text))
    return { message: `${name} holds a query or a fragment`, hint: 'it ends with the path' };
  if (port === '0') return { message: `${name} has the port 0`, hint: 'a port is a number from 1 to 65535' };
  if (protocol === 'https:' || allowInsecure || isLoopback(hostname)) return undefined;
  const message = `${name} is plain http to ${hostname}, which anybody on the way can read`;
  return { message, hint: `use https, or ${howToAllow}` };
}

/** An address with a path added to its own. */
export function below(base: string, path: string): URL {
  return new URL(`${withoutEnd(base, '/')}/${path}`);
}

/** The same for addresses that lead to one place, however they are spelled. Percent-encoding is left as it is. */
export function placeOf(address: string): string {
  const { protocol, hostname, port, pathname } = new URL(address);
  return `${protocol}//${hostname.replace(/\.$/, '')}:${port}${withoutEnd(pathname, '/')}`;
}

/** Whether a host is this machine, as `URL` spells it: `127.1` has become `127.0.0.1`, and IPv6 stands in brackets. */
export function isLoopback(hostname: string): boolean {
  return (
    /^(?:.+\.)?localhost\.?$/.test(hostname) ||
    /^127(?:\.\d{1,3}){3}$/.test(hostname) ||
    hostname === '[::1]' ||
    /^\[::ffff:7f[\da-f]{2}:[\da-f]{1,4}\]$/.test(hostname)
  );
}
