import { Buffer } from 'node:buffer';
import { BlockList, isIP } from 'node:net';
import { failed, ok, type Result } from '../base/result.ts';
import { isLoopback } from '../base/url.ts';
import { percentDecoded } from './formEncoded.ts';

type Variables = Readonly<Record<string, string | undefined>>;

export type HttpProxy = {
  /** Without user and password, which are not shown. */
  readonly url: URL;
  /** The value of the header `proxy-authorization`, where the address names a user. */
  readonly authorization?: string;
  /** The variable it stands in. */
  readonly variable: string;
};

/** The way to an address: through a proxy, direct (`undefined`), or none, since the variable holds no proxy. */
export type ProxyOf = (url: URL) => Result<HttpProxy | undefined, NoProxy>;

export type NoProxy = { readonly variable: string; readonly why: string };

export const direct: ProxyOf = () => ok(undefined);

/** By the usual variables. Those in small letters win, as with curl. Nothing that goes to this machine goes through a proxy. */
export function proxiesFrom(env: Variables): ProxyOf {
  const [http, https] = ['HTTP_PROXY', 'HTTPS_PROXY'].map((name) => readProxy(env, name));
  if (!http && !https) return direct;
  const isExempt = exemptions(valueIn(env, 'NO_PROXY')?.text ?? '');
  return (url) => {
    const proxy = url.protocol === 'https:' ? https : http;
    if (!proxy) return ok(undefined);
    return isLoopback(url.hostname) || isExempt(hostOf(url), portOf(url)) ? ok(undefined) : proxy;
  };
}

function valueIn(
  env: Variables,
  name: string,
): { readonly variable: string; readonly text: string } | undefined {
  const variable = [name.toLowerCase(), name].find((one) => env[one]?.trim());
  return variable === undefined ? undefined : { variable, text: env[variable]!.trim() };
}

function readProxy(env: Variables, name: string): Result<HttpProxy, NoProxy> | undefined {
  const value = valueIn(env, name);
  if (!value) return undefined;
  const { variable, text } = value;
  // curl takes an address without a scheme, so it stands in many a profile.
  const address = /^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  if (!URL.canParse(address)) return failed({ variable, why: 'it holds no address' });
  const { protocol, host, username, password, pathname, search, hash } = new URL(address);
  if (protocol !== 'http:' && protocol !== 'https:')
    return failed({ variable, why: `a proxy of the kind ${protocol}// is not supported` });
  if (`${pathname}${search}${hash}`.includes('@'))
    return failed({ variable, why: 'write / ? # and @ in its password as %2F %3F %23 and %40' });
  const login = Buffer.from(`${percentDecoded(username)}:${percentDecoded(password)}`).toString('base64');
  return ok({
    url: new URL(`${protocol}//${host}`),
    variable,
    ...((username || password) && { authorization: `Basic ${login}` }),
  });
}

type IsExempt = (host: string, port: string) => boolean;

/** `corp.example` with all below it, also as `.corp.example` and `*.corp.example`; `HOST:PORT`; addresses and their ranges; `*`. */
function exemptions(list: string): IsExempt {
  const entries = list
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((entry) => entry !== '');
  const each = entries.map(exemption);
  return (host, port) => each.some((isExempt) => isExempt(host, port));
}

function exemption(entry: string): IsExempt {
  if (entry === '*') return () => true;
  const [, network, bits] = /^\[?([\da-f:.]+?)\]?\/(\d{1,3})$/.exec(entry) ?? [];
  if (network !== undefined) return inRange(network, Number(bits));
  const [, name, port] = isIP(entry) ? [entry, entry] : (/^(.*?)(?::(\d+))?$/.exec(entry) as string[]);
  const bare = (name ?? '')
    .replace(/^\*?\./, '')
    .replace(/\.$/, '')
    .replace(/^\[|\]$/g, '');
  const wanted = isIP(bare) === 6 ? hostOf(new URL(`http://[${bare}]`)) : bare;
  return (host, toPort) =>
    (port === undefined || port === toPort) &&
    (host === wanted || (isIP(host) === 0 && wanted !== '' && host.endsWith(`.${wanted}`)));
}

function inRange(network: string, bits: number): IsExempt {
  const family = isIP(network);
  if (family === 0 || bits > (family === 4 ? 32 : 128)) return () => false;
  const range = new BlockList();
  range.addSubnet(network, bits, family === 4 ? 'ipv4' : 'ipv6');
  return (host) => isIP(host) === family && range.check(host, family === 4 ? 'ipv4' : 'ipv6');
}

/** In small letters, without the brackets of IPv6 and the dot that ends a full name. */
function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
}

function portOf({ protocol, port }: URL): string {
  return port || (protocol === 'https:' ? '443' : '80');
}
