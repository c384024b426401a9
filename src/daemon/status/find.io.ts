import type { ErrorObject } from 'ajv';
import { suggest } from '../../base/nearest.ts';
import type { Paint } from '../../base/paint.ts';
import { failed, ok, type Result } from '../../base/result.ts';
import { trimBlanks } from '../../base/text/characters.ts';
import { below, checkUrl } from '../../base/url.ts';
import type { StatusJson } from '../../generated/status.ts';
import { isStatusJson } from '../../generated/validators/status.js';
import { isFine } from '../../http/answer.ts';
import { readJson } from '../../http/json.ts';
import type { ProxyOf } from '../../http/proxies.ts';
import { errorJson, jsonText } from '../../report/json.ts';
import { askDaemon, type NoAnswer, strange } from './ask.io.ts';
import { statusOfTenants } from './json.ts';
import { statusText } from './text.ts';

/** What a daemon knows, and where it was asked; or why nobody can say. */
export type FoundStatus = Result<{ readonly status: StatusJson; readonly url: string }, NoAnswer>;

/** Where a daemon was told to listen. */
type Listening = { readonly host: string; readonly port: number };

/** The URL of a daemon, as somebody gave it or by where it listens. */
export function urlOfDaemon(where: string | Listening): Result<string, NoAnswer> {
  return typeof where === 'string' ? checked(where) : urlOf(where);
}

/** Asks a daemon, by its URL or by where it listens, for these tenants; none stands for all. */
export async function findStatus(
  where: string | Listening,
  tenants: readonly string[],
  stop: AbortSignal,
  proxyOf?: ProxyOf,
): Promise<FoundStatus> {
  const url = urlOfDaemon(where);
  if (!url.ok) return url;
  const asked = await askStatus(url.value, stop, proxyOf);
  const status = asked.ok ? only(asked.value, tenants) : asked;
  return status.ok ? ok({ status: status.value, url: url.value }) : status;
}

function checked(text: string): Result<string, NoAnswer> {
  const url = checkUrl(trimBlanks(text), '--url', { allowInsecure: true });
  return url.ok ? url : failed({ code: 'url', message: url.why.message, hint: url.why.hint });
}

/** A daemon that listens everywhere is asked on this machine. */
function urlOf({ host, port }: Listening): Result<string, NoAnswer> {
  if (port === 0) {
    const hint = 'the log of `sollist run` says which port it has got: --listen HOST:PORT';
    return failed({ code: 'no-port', message: 'port 0 says nothing of where the daemon listens', hint });
  }
  const near = { '0.0.0.0': '127.0.0.1', '::': '::1' }[host] ?? host;
  return ok(`http://${near.includes(':') ? `[${near}]` : near}:${port}`);
}

function only(status: StatusJson, names: readonly string[]): Result<StatusJson, NoAnswer> {
  if (names.length === 0) return ok(status);
  const known = status.tenants.map(({ name }) => name);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown === undefined) return ok(statusOfTenants(status, names));
  const message = `--tenant: the daemon knows no tenant that is called \`${unknown}\``;
  return failed({ code: 'unknown-tenant', message, hint: suggest(unknown, known) });
}

type StatusLook = { readonly paint: Paint; readonly width: number; readonly isFull?: boolean };

export const statusOutputs = {
  /** People read on stderr why nothing is known. */
  text: (found: FoundStatus, look: StatusLook) =>
    found.ok ? statusText(found.value.status, { ...look, url: found.value.url }) : '',
  json: (found: FoundStatus) => jsonText(found.ok ? found.value.status : errorJson([found.why])),
};

/** What a daemon of thousands of tenants tells. */
const mostBytes = 100_000_000;

/** Asks a daemon how things stand. `url` is where it listens. Rejects only where `stop` is aborted. */
export async function askStatus(
  url: string,
  stop: AbortSignal,
  proxyOf?: ProxyOf,
): Promise<Result<StatusJson, NoAnswer>> {
  const address = below(url, 'api/v1/status').href;
  const request = { url: new URL(address), headers: { accept: 'application/json' }, signal: stop };
  const asked = await askDaemon(url, { mostBytes, stop, proxyOf }, (http) => http.get(request));
  if (!asked.ok) return asked;
  if (!isFine(asked.value)) return failed(strange(address, `answers ${asked.value.status}`));
  return read(asked.value.body, address);
}

function read(body: Uint8Array, address: string): Result<StatusJson, NoAnswer> {
  const json = readJson(body);
  const document = (json.ok ? json.value : undefined) as Partial<StatusJson> | null | undefined;
  const version = document?.formatVersion;
  if (typeof version === 'string' && /^\d+\.\d+$/.test(version) && !version.startsWith('1.')) {
    const message = `${address} answers in format ${version}, and this sollist reads 1.x`;
    return failed({ code: 'format', message, hint: 'use the sollist that the daemon is' });
  }
  return isStatus(document) ? ok(document) : failed(strange(address, 'answers something that is no status'));
}

/** A newer daemon may tell more than is known here. */
function isStatus(document: unknown): document is StatusJson {
  if (isStatusJson(document)) return true;
  return isStatusJson.errors!.every(({ keyword }: ErrorObject) => keyword === 'additionalProperties');
}
