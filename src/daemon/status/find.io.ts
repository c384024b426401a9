import { suggest } from '../../base/nearest.ts';
import type { Paint } from '../../base/paint.ts';
import { failed, ok, type Result } from '../../base/result.ts';
import type { StatusJson } from '../../generated/status.ts';
import { errorJson, jsonText } from '../../report/json.ts';
import { askStatus, type NoStatus } from './ask.io.ts';
import { statusOfTenants } from './json.ts';
import { statusText } from './text.ts';

/** What a daemon knows, and where it was asked; or why nobody can say. */
export type FoundStatus = Result<{ readonly status: StatusJson; readonly url: string }, NoStatus>;

/** Where a daemon was told to listen. */
type Listening = { readonly host: string; readonly port: number };

/** Asks a daemon, by its URL or by where it listens, for these tenants; none stands for all. */
export async function findStatus(
  where: string | Listening,
  tenants: readonly string[],
  stop: AbortSignal,
): Promise<FoundStatus> {
  const url = typeof where === 'string' ? ok(where) : urlOf(where);
  if (!url.ok) return url;
  const asked = await askStatus(url.value, stop);
  const status = asked.ok ? only(asked.value, tenants) : asked;
  return status.ok ? ok({ status: status.value, url: url.value }) : status;
}

/** A daemon that listens everywhere is asked on this machine. */
function urlOf({ host, port }: Listening): Result<string, NoStatus> {
  if (port === 0) {
    const hint = 'the log of `sollist run` says which port it has got: --listen HOST:PORT';
    return failed({ code: 'no-port', message: 'port 0 says nothing of where the daemon listens', hint });
  }
  const near = { '0.0.0.0': '127.0.0.1', '::': '::1' }[host] ?? host;
  return ok(`http://${near.includes(':') ? `[${near}]` : near}:${port}`);
}

function only(status: StatusJson, names: readonly string[]): Result<StatusJson, NoStatus> {
  if (names.length === 0) return ok(status);
  const known = status.tenants.map(({ name }) => name);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown === undefined) return ok(statusOfTenants(status, names));
  const message = `--tenant: the daemon knows no tenant that is called \`${unknown}\``;
  return failed({ code: 'unknown-tenant', message, hint: suggest(unknown, known) });
}

type StatusLook = { readonly paint: Paint; readonly width: number };

export const statusOutputs = {
  /** People read on stderr why nothing is known. */
  text: (found: FoundStatus, look: StatusLook) =>
    found.ok ? statusText(found.value.status, { ...look, url: found.value.url }) : '',
  json: (found: FoundStatus) => jsonText(found.ok ? found.value.status : errorJson([found.why])),
};
