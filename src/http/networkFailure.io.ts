import { errors } from 'undici';
import type { FailureCode, WorldFailure } from '../problems/worldFailure.ts';
import { type HttpAnswer, nameStatus, passing } from './answer.ts';
import { checkAddress, failureAt, type RequestTarget, tooLarge } from './failures.ts';
import type { HttpProxy } from './proxies.ts';

type Explanation = {
  readonly code: FailureCode;
  readonly what: string;
  readonly retriable: boolean;
  readonly hint: string;
};

/** Why no whole answer came, in words. What is no trouble of the network is a bug, and comes back as it is. */
export function networkFailure(
  error: unknown,
  target: RequestTarget,
  bodyLimit: number,
): WorldFailure | unknown {
  const { code, isOfSystem } = rootOf(error);
  if (code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE') return tooLarge(target, bodyLimit);
  const refused = target.via && /^Proxy response \((\d{3})\)/.exec(String((error as Error)?.message))?.[1];
  if (refused) return proxyRefusal(Number(refused), target);
  // This error is known by its class, since it need not have a code. It holds what it stumbled over, so it is not kept as the cause.
  if (error instanceof errors.HTTPParserError) {
    const { data } = error as errors.HTTPParserError & { readonly data?: string };
    if (/^[\x15\x16]\x03/.test(data ?? ''))
      return target.via ? proxySpeaksHttps(target, target.via) : speaksHttps(target); // an alert, or a handshake, of TLS
    const hint = 'is there another kind of server at this address, or https where http is written?';
    return failureAt(target, 'bad-answer', 'an answer that is not HTTP', { hint });
  }
  // The operating system says other things too: too many open files, a local firewall.
  const explanation =
    (closedAtOnce(error, target) ? silent : explanations[code]) ??
    (isTls(code) ? untrusted(code) : isOfSystem ? unreachable(`no connection (${code})`) : undefined);
  if (!explanation) return error;
  const { what, ...details } = explanation;
  const { hostname } = explanation.code === 'tls' ? target.url : (target.via?.url ?? target.url);
  return failureAt(target, explanation.code, what.replace('%s', hostname), {
    ...details,
    ...(target.via && explanation.code !== 'tls' && { hint: checkProxy(target.via) }),
    cause: error,
  });
}

/** So do servers of https that do not say what they want. */
function closedAtOnce(error: unknown, { url, via }: RequestTarget): boolean {
  const isSocket = error instanceof errors.SocketError && error.socket?.bytesRead === 0;
  return isSocket && url.protocol === 'http:' && !via;
}

export function checkProxy({ variable }: HttpProxy): string {
  return `check ${variable}; what is reached without a proxy stands in NO_PROXY`;
}

/** A proxy that did not connect. What is a server's own answer comes through it, and names it too. */
export function proxyRefusal(status: number, target: RequestTarget): WorldFailure {
  const { variable = '' } = target.via ?? {};
  const hint =
    status === 407
      ? `write user and password into ${variable}: http://USER:PASSWORD@HOST:PORT`
      : `the proxy does not reach ${target.url.host}, or may not; check ${variable} and NO_PROXY`;
  return failureAt(target, 'unreachable', `it answered ${nameStatus(status)}`, {
    retriable: passing.has(status),
    hint,
  });
}

/** A server of https says so in plain text, where it is spoken to in http: nginx, Go, Apache and what is made of them. */
export function wantsHttps({ url }: RequestTarget, { status, body }: HttpAnswer): boolean {
  if (url.protocol !== 'http:' || status !== 400) return false;
  const words = new TextDecoder().decode(body.subarray(0, 2_000));
  return /HTTP request was sent to HTTPS port|HTTP request to an HTTPS server|plain HTTP to an SSL/i.test(
    words,
  );
}

export function speaksHttps(target: RequestTarget): WorldFailure {
  const hint = 'write https:// into `api.baseUrl` (or `auth.tokenUrl`)';
  return failureAt(target, 'tls', 'the server speaks https at this address', { hint });
}

function proxySpeaksHttps(target: RequestTarget, { variable }: HttpProxy): WorldFailure {
  const hint = `write https:// into ${variable}`;
  return failureAt(target, 'tls', 'the proxy speaks https at this address', { hint });
}

const checkNetwork = 'check the network between here and the server';
const broken = unreachable('the connection broke before the whole answer was there');
const silent = unreachable(
  'the server closed the connection without a word',
  'if it speaks https, write https:// into `api.baseUrl` (or `auth.tokenUrl`); else it may be overloaded',
);
const noRoute = unreachable('the host cannot be reached from here');
const noAnswer: Explanation = {
  code: 'timeout',
  what: 'no connection: the host does not answer',
  retriable: true,
  hint: `${checkAddress}; a firewall may drop what is sent`,
};

const explanations: Readonly<Record<string, Explanation>> = {
  ECONNREFUSED: unreachable('connection refused', `is the server running? ${checkAddress}`),
  ECONNRESET: broken,
  ECONNABORTED: broken,
  EPIPE: broken,
  UND_ERR_SOCKET: broken,
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: broken,
  EHOSTUNREACH: noRoute,
  ENETUNREACH: noRoute,
  ENETDOWN: noRoute,
  ETIMEDOUT: noAnswer,
  UND_ERR_CONNECT_TIMEOUT: noAnswer,
  EAI_AGAIN: unreachable('the name server did not answer for %s'),
  UND_ERR_PRX_TLS: {
    code: 'tls',
    what: 'the certificate of the proxy is for another host',
    retriable: false,
    hint: 'check the address of the proxy',
  },
  UND_ERR_HEADERS_OVERFLOW: {
    code: 'answer-too-large',
    what: 'an answer whose headers are too long',
    retriable: false,
    hint: checkAddress,
  },
  // The name server did answer: asking again within seconds brings the same.
  ENOTFOUND: {
    ...unreachable('there is no host called %s', `${checkAddress} for a typing mistake`),
    retriable: false,
  },
};

function unreachable(what: string, hint = checkNetwork): Explanation {
  return { code: 'unreachable', what, retriable: true, hint };
}

/** Node's names for failed handshakes, and OpenSSL's for certificates that are not accepted. */
function isTls(code: string): boolean {
  return /^(?:ERR_(?:TLS|SSL|OSSL)_|CERT_|CRL_|UNABLE_TO_|ERROR_IN_|SELF_SIGNED_|DEPTH_ZERO_|INVALID_(?:CA|PURPOSE)$|PATH_LENGTH_EXCEEDED$|HOSTNAME_MISMATCH$|UNSPECIFIED$|EPROTO$)/.test(
    code,
  );
}

function untrusted(code: string): Explanation {
  const what = tlsWords[code] ?? `no secure connection (${code})`;
  const hint =
    what === noHttps
      ? hintOfHttp
      : 'check the address and the certificate; a certificate authority of your own goes into NODE_EXTRA_CA_CERTS';
  return { code: 'tls', what, retriable: false, hint };
}

const noHttps = 'no secure connection: does the server speak https?';
const hintOfHttp = `if it speaks http alone, write http:// into \`api.baseUrl\` (or \`auth.tokenUrl\`); to another machine that needs \`allowInsecure: true\``;

const tlsWords: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'the certificate has expired',
  CERT_NOT_YET_VALID: 'the certificate is not valid yet',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'the certificate is signed by itself and not trusted',
  SELF_SIGNED_CERT_IN_CHAIN: 'the certificate comes from an authority that is not trusted',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'the certificate comes from an authority that is not trusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'the certificate comes from an authority that is not trusted',
  ERR_TLS_CERT_ALTNAME_INVALID: 'the certificate is for another host than %s',
  EPROTO: noHttps,
  ERR_SSL_WRONG_VERSION_NUMBER: noHttps,
  ERR_SSL_PACKET_LENGTH_TOO_LONG: noHttps,
};

/** The innermost cause has the code. A host with several addresses fails with one error that holds one for each. */
function rootOf(error: unknown): { readonly code: string; readonly isOfSystem: boolean } {
  if (!(error instanceof Error)) return { code: '', isOfSystem: false };
  if ('code' in error && typeof error.code === 'string') {
    return { code: error.code, isOfSystem: 'syscall' in error };
  }
  return rootOf(error instanceof AggregateError ? error.errors[0] : error.cause);
}
