import { suggest } from '../../base/nearest.ts';
import { failed, ok, type Result } from '../../base/result.ts';
import { askStatus, type NoStatus } from '../../daemon/status/ask.io.ts';
import { statusOfTenants } from '../../daemon/status/json.ts';
import { statusText } from '../../daemon/status/text.ts';
import type { ErrorJson } from '../../generated/error.ts';
import type { StatusJson } from '../../generated/status.ts';
import { formatVersion } from '../../model/formatVersion.ts';
import { errorText } from '../../problems/text.ts';
import { problemJson } from '../../report/json.ts';
import type { Address } from '../address.ts';
import { type ExitCode, exit } from '../exit.ts';
import { jsonText } from '../render.ts';
import { paintFor, type Terminal } from '../terminal.ts';

export type StatusFlags = {
  /** Where the daemon was told to listen. */
  readonly listen: Address;
  /** Where it is reached, if that is somewhere else. */
  readonly url?: string;
  /** Empty: all tenants. */
  readonly tenant: readonly string[];
  readonly output: 'text' | 'json';
  readonly color: boolean;
};

/** Shows what a running daemon knows. Fine where the daemon is alive and ready, whatever it found. */
export async function status(flags: StatusFlags, terminal: Terminal): Promise<ExitCode> {
  const url = flags.url === undefined ? urlOf(flags.listen) : ok(flags.url);
  if (!url.ok) return tellError(url.why, flags, terminal);
  const asked = await askStatus(url.value, terminal.stop);
  const found = asked.ok ? ofTenants(asked.value, flags.tenant) : asked;
  if (!found.ok) return tellError(found.why, flags, terminal);
  const { value } = found;
  terminal.stdout(flags.output === 'json' ? jsonText(value) : textOf(value, url.value, flags, terminal));
  return value.daemon.alive && value.daemon.ready ? exit.fine : exit.error;
}

/** A daemon that listens everywhere is asked on this machine. */
function urlOf({ host, port }: Address): Result<string, NoStatus> {
  if (port === 0) {
    const hint = 'the log of `sollist run` says which port it has got: --listen HOST:PORT';
    return failed({ code: 'no-port', message: 'port 0 says nothing of where the daemon listens', hint });
  }
  const near = { '0.0.0.0': '127.0.0.1', '::': '::1' }[host] ?? host;
  return ok(`http://${near.includes(':') ? `[${near}]` : near}:${port}`);
}

function ofTenants(status: StatusJson, names: readonly string[]): Result<StatusJson, NoStatus> {
  if (names.length === 0) return ok(status);
  const known = status.tenants.map(({ name }) => name);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown === undefined) return ok(statusOfTenants(status, names));
  const message = `--tenant: the daemon knows no tenant that is called \`${unknown}\``;
  return failed({ code: 'unknown-tenant', message, hint: suggest(unknown, known) });
}

function textOf(status: StatusJson, url: string, { color }: StatusFlags, terminal: Terminal): string {
  const paint = paintFor('stdout', terminal, color);
  return statusText(status, { paint, width: terminal.columns, url });
}

function tellError(problem: NoStatus, { output }: StatusFlags, { stdout, stderr }: Terminal): ExitCode {
  if (output === 'json') {
    stdout(jsonText({ formatVersion, problems: [problemJson(problem)] } satisfies ErrorJson));
  }
  stderr(errorText(problem));
  return exit.error;
}
