import { type Command, InvalidArgumentError, Option } from 'commander';
import { count } from '../../base/text/words.ts';
import { isLoopback } from '../../emulator/api/address.ts';
import { type DialectVersion, dialectNames } from '../../emulator/api/dialects.ts';
import { type FaultRule, faultKinds } from '../../emulator/faults/kinds.ts';
import { parseQuota, type QuotaRule } from '../../emulator/faults/quota.ts';
import { parseFaults } from '../../emulator/faults/rules.ts';
import type { Emulator } from '../../emulator/server.io.ts';
import type { FlagMistake } from '../../emulator/state/refusal.ts';
import type { EmulatorJson } from '../../generated/emulator.ts';
import { type Address, parseAddress, whyNotListening } from '../address.ts';
import { type ExitCode, exit } from '../exit.ts';
import type { Terminal } from '../terminal.ts';

export type EmulateFlags = {
  readonly listen: Address;
  readonly dialect: DialectVersion;
  readonly tenants: number;
  readonly syncs: number;
  readonly seed: number;
  readonly fault: readonly FaultRule[];
  readonly quota?: QuotaRule;
  readonly output: 'text' | 'json';
};

/** Serves until `stop` is aborted. */
export async function emulate(
  flags: EmulateFlags,
  terminal: Pick<Terminal, 'stdout' | 'stderr' | 'stop' | 'env'>,
): Promise<ExitCode> {
  const { stdout, stderr, stop } = terminal;
  const emulator = await start(flags).catch((error: unknown) => whyNotListening(error, flags.listen));
  if ('problem' in emulator) {
    const { deliverUnfinished } = await import('../render.ts');
    const { errorText } = await import('../../problems/text.ts');
    await deliverUnfinished('emulate', emulator.problem, flags.output, terminal);
    stderr(errorText(emulator.problem));
    return exit.error;
  }
  stdout(flags.output === 'json' ? `${JSON.stringify(documentOf(emulator), null, 2)}\n` : yamlOf(emulator));
  stderr(hintsFor(emulator, flags));
  await aborted(stop);
  await emulator.close();
  return exit.fine;
}

async function start({ fault, quota, output: _, ...flags }: EmulateFlags): Promise<Emulator> {
  const { startEmulator } = await import('../../emulator/server.io.ts');
  return startEmulator({ ...flags, faults: fault, ...(quota && { quota }) });
}

const secretVariable = 'JTL_CLIENT_SECRET';

/** A `sollist.yaml` that reaches the emulator. */
function yamlOf({ url, tokenUrl, dialect, clientId, tenants }: Emulator): string {
  const allowInsecure = isLoopback(new URL(url).hostname.replace(/^\[|\]$/g, ''))
    ? ''
    : ', allowInsecure: true';
  const lines = [
    `# sollist.yaml for the JTL-Wawi emulator on ${url}`,
    `api: { baseUrl: "${url}", version: "${dialect}"${allowInsecure} }`,
    `auth: { tokenUrl: "${tokenUrl}", clientId: ${clientId}, clientSecret: { env: ${secretVariable} }${allowInsecure} }`,
    'tenants:',
    ...tenants.map(
      ({ name, tenantId, labels }) => `  ${name}: { tenantId: ${tenantId}${yamlOfLabels(labels)} }`,
    ),
  ];
  return `${lines.join('\n')}\n`;
}

function yamlOfLabels(labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(([key, value]) => `${key}: ${value}`);
  return pairs.length === 0 ? '' : `, labels: { ${pairs.join(', ')} }`;
}

function documentOf(emulator: Emulator): EmulatorJson {
  const { url, tokenUrl, dialect, seed, clientId, clientSecret, apiKey, tenants } = emulator;
  return {
    formatVersion: '1.0',
    url,
    tokenUrl,
    controlUrl: `${url}/_emulator/`,
    dialect,
    seed,
    clientId,
    clientSecret,
    apiKey,
    tenants: tenants.map(({ name, tenantId, labels }) => ({ name, tenantId, labels })),
  };
}

function hintsFor(
  { url, clientSecret, tenants }: Emulator,
  { dialect, listen, syncs }: EmulateFlags,
): string {
  const first = tenants[0]!.name;
  const lines = [
    `Emulated JTL-Wawi ${dialect} on ${url}: ${count(tenants.length, 'tenant')} with ${count(syncs, 'sync')} each. Ctrl-C ends it.`,
    `  export ${secretVariable}=${clientSecret}`,
    'Behind the back of sollist:',
    `  curl ${url}/_emulator/`,
    `  curl -X PUT ${url}/_emulator/tenants/${first}/syncs/Amazon -d '{"interval": "00:45:00"}'`,
  ];
  if (!isLoopback(listen.host)) lines.push(`Careful: whoever reaches ${listen.host} can use it.`);
  return `${lines.join('\n')}\n`;
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

/** Gives a command its summary, flags and help. Whoever adds it to the program says what happens with the flags. */
export function describeEmulate(command: Command): Command {
  const flags = [
    flag('--listen <host:port>', 'where it listens; port 0 picks a free one', 'LISTEN')
      .argParser(parsedBy(parseAddress))
      .default(parseAddress(defaultAddress), defaultAddress),
    flag('--dialect <version>', 'which generation of the API it is', 'DIALECT')
      .choices(dialectNames)
      .default('2.0'),
    flag('--tenants <count>', 'how many tenants', 'TENANTS').argParser(wholeNumber(1, 100_000)).default(1),
    flag('--syncs <count>', 'how many syncs each has', 'SYNCS').argParser(wholeNumber(0, 10_000)).default(10),
    flag('--seed <number>', 'the same seed gives the same identifiers, values and faults', 'SEED')
      .argParser(wholeNumber(0, 2 ** 31 - 1))
      .default(1),
    flag('--fault <spec>', 'faults at given rates: KIND=RATE[,KIND=RATE…], see below', 'FAULT')
      .argParser(parsedBy(parseFaults))
      .default([], 'none'),
    flag(
      '--quota <limit/seconds>',
      'calls per endpoint and tenant; 100/60/client counts all tenants together',
      'QUOTA',
    ).argParser(parsedBy(parseQuota)),
    new Option('--output <format>', 'how it says where it is: a sollist.yaml, or one JSON document')
      .choices(['text', 'json'])
      .default('text')
      .env('SOLLIST_OUTPUT'),
  ];
  for (const one of flags) command.addOption(one);
  return command
    .summary('serve a local JTL-Wawi worker API to try things on')
    .description('Serves a local JTL-Wawi worker API, with tokens, tenants and typed options, until Ctrl-C.')
    .addHelpText('after', help);
}

const defaultAddress = '127.0.0.1:9480';

function flag(name: string, description: string, variable: string): Option {
  return new Option(name, description).env(`SOLLIST_EMULATOR_${variable}`);
}

function parsedBy<T extends object>(parse: (text: string) => T | FlagMistake): (text: string) => T {
  return (text) => {
    const parsed = parse(text);
    if ('mistake' in parsed) throw new InvalidArgumentError(sentence(parsed.mistake));
    return parsed;
  };
}

function sentence(text: string): string {
  const capital = text.charAt(0).toUpperCase() + text.slice(1);
  return capital.endsWith('.') ? capital : `${capital}.`;
}

function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const number = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
    if (number >= least && number <= most) return number;
    throw new InvalidArgumentError(`It takes a whole number from ${least} to ${most}.`);
  };
}

const help = `
Faults, as KIND=RATE with a rate from 0 to 1; at most N times with xN:
${faultKinds.map(({ kind, does }) => `  ${kind.padEnd(11)}${does}`).join('\n')}

Examples:
  sollist emulate > sollist.yaml                        then, elsewhere: export the secret it names, sollist plan
  sollist emulate --tenants 60 --syncs 12 --seed 7
  sollist emulate --dialect 2.1 --fault 503=0.1,latency=0.5:250,409=1x2
  sollist emulate --quota 100/60
  curl -X PUT http://127.0.0.1:9480/_emulator/tenants/default/syncs/Amazon -d '{"interval": "00:45:00"}'
  curl http://127.0.0.1:9480/_emulator/                 lists all that can be done while it runs`;
