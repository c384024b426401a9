import { count } from '../base/text/words.ts';
import { isLoopback } from '../emulator/api/address.ts';
import type { DialectVersion } from '../emulator/api/dialects.ts';
import type { FaultRule } from '../emulator/faults/kinds.ts';
import type { QuotaRule } from '../emulator/faults/quota.ts';
import { type Emulator, startEmulator } from '../emulator/server.io.ts';
import type { EmulatorJson } from '../generated/emulator.ts';
import { jsonText } from '../report/json.ts';
import { type Address, whyNotListening } from './address.ts';
import { type ExitCode, exit } from './exit.ts';
import type { Terminal } from './terminal.ts';

export type EmulatorFlags = {
  readonly listen: Address;
  readonly dialect: DialectVersion;
  readonly tenants: number;
  readonly syncs: number;
  readonly seed: number;
  readonly fault: readonly FaultRule[];
  readonly quota: QuotaRule | undefined;
  readonly output: keyof typeof emulatorOutputs;
};

/** Says where the emulator is, and serves until `stop` is aborted. */
export async function serveEmulator(
  flags: EmulatorFlags,
  terminal: Pick<Terminal, 'stdout' | 'stderr' | 'stop' | 'env'>,
): Promise<ExitCode> {
  const { stdout, stderr, stop } = terminal;
  const { output, fault: faults, quota, ...options } = flags;
  const emulator = await startEmulator({ ...options, faults, ...(quota && { quota }) }).catch(
    (error: unknown) => whyNotListening(error, flags.listen),
  );
  if ('problem' in emulator) {
    const { endUnbegun } = await import('./late/offline.ts');
    return endUnbegun(emulator.problem, 'error', output, terminal);
  }
  stdout(emulatorOutputs[output](emulator));
  stderr(hintsFor(emulator, flags));
  await aborted(stop);
  await emulator.close();
  return exit.fine;
}

const secretVariable = 'JTL_CLIENT_SECRET';

const emulatorOutputs = { text: settingsYaml, json: (emulator: Emulator) => jsonText(document(emulator)) };

/** A `sollist.yaml` that reaches the emulator. */
function settingsYaml({ url, tokenUrl, dialect, clientId, tenants }: Emulator): string {
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

function document(emulator: Emulator): EmulatorJson {
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
  { dialect, listen, syncs }: EmulatorFlags,
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
