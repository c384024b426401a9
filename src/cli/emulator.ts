import { count } from '../base/text/words.ts';
import { isLoopback } from '../emulator/api/address.ts';
import type { FaultRule } from '../emulator/faults/kinds.ts';
import type { QuotaRule } from '../emulator/faults/quota.ts';
import { type Emulator, startEmulator } from '../emulator/server.io.ts';
import type { DialectVersion } from '../emulator/state/dialects.ts';
import type { EmulatorJson } from '../generated/emulator.ts';
import { jsonText } from '../report/json.ts';
import { type Address, whyNotListening } from './address.ts';
import { type ExitCode, exit } from './exit.ts';
import { endUnbegun } from './output.ts';
import type { Terminal } from './terminal.ts';

export type EmulatorFlags = {
  readonly listen: Address;
  /** Undefined: what is usual, in the cloud or on-premise. */
  readonly dialect: DialectVersion | undefined;
  readonly onPremise: boolean;
  readonly tenants: number;
  readonly syncs: number;
  readonly seed: number;
  readonly fault: readonly FaultRule[];
  readonly quota: QuotaRule | undefined;
  readonly output: 'text' | 'json';
};

/** Says where the emulator is, and serves until `stop` is aborted. */
export async function serveEmulator(
  flags: EmulatorFlags,
  terminal: Pick<Terminal, 'stdout' | 'stderr' | 'stop' | 'env' | 'clock' | 'version'>,
): Promise<ExitCode> {
  const { stdout, stderr, stop } = terminal;
  const { output, fault: faults, quota, onPremise, dialect = onPremise ? '1.1' : '2.0', ...options } = flags;
  const emulator = await startEmulator({ ...options, dialect, faults, ...(quota && { quota }) }).catch(
    (error: unknown) => whyNotListening(error, flags.listen),
  );
  if ('problem' in emulator) {
    return endUnbegun(emulator.problem, 'error', output, terminal);
  }
  const kind = onPremise ? installed : cloud;
  stdout(output === 'json' ? jsonText(document(emulator)) : settingsYaml(emulator, kind));
  stderr(hintsFor(emulator, kind, flags));
  await aborted(stop);
  await emulator.close();
  return exit.fine;
}

/** How the settings of one kind of Wawi reach the emulator, and which variables they name. */
type WawiKind = {
  readonly name: string;
  readonly common: (emulator: Emulator, allowInsecure: string) => readonly string[];
  readonly tenant: (tenant: EmulatorTenant, emulator: Emulator, allowInsecure: string) => string;
  readonly secrets: (emulator: Emulator) => readonly (readonly [variable: string, secret: string])[];
};

type EmulatorTenant = Emulator['tenants'][number];

const cloud: WawiKind = {
  name: '',
  common: ({ url, tokenUrl, dialect, clientId }, allowInsecure) => [
    `api: { baseUrl: "${url}", version: "${dialect}"${allowInsecure} }`,
    `auth: { tokenUrl: "${tokenUrl}", clientId: ${clientId}, clientSecret: { env: JTL_CLIENT_SECRET }${allowInsecure} }`,
  ],
  tenant: ({ tenantId }) => `tenantId: ${tenantId}`,
  secrets: ({ clientSecret }) => [['JTL_CLIENT_SECRET', clientSecret]],
};

/** Each has an address of its own, since on-premise it is the address that tells tenants apart. */
const installed: WawiKind = {
  name: ' on-premise',
  common: () => [],
  tenant: (tenant, { url, dialect, tenants }, allowInsecure) =>
    [
      `api: { baseUrl: "${url}/api/${tenants.length === 1 ? 'eazybusiness' : tenant.name}", version: "${dialect}"${allowInsecure} }`,
      `auth: { apiKey: { env: ${keyVariable(tenant, tenants)} } }`,
    ].join(', '),
  secrets: ({ tenants }) => tenants.map((tenant) => [keyVariable(tenant, tenants), tenant.apiKey]),
};

function keyVariable({ name }: EmulatorTenant, { length }: Emulator['tenants']): string {
  return length === 1 ? 'JTL_API_KEY' : `JTL_API_KEY_${name.toUpperCase().replaceAll('-', '_')}`;
}

/** A `sollist.yaml` that reaches the emulator. */
function settingsYaml(emulator: Emulator, kind: WawiKind): string {
  const { url, tenants } = emulator;
  const allowInsecure = isLoopback(new URL(url).hostname.replace(/^\[|\]$/g, ''))
    ? ''
    : ', allowInsecure: true';
  const lines = [
    `# sollist.yaml for the JTL-Wawi emulator on ${url}`,
    ...kind.common(emulator, allowInsecure),
    'tenants:',
    ...tenants.map(
      (tenant) =>
        `  ${tenant.name}: { ${kind.tenant(tenant, emulator, allowInsecure)}${yamlOfLabels(tenant.labels)} }`,
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
    tenants,
  };
}

function hintsFor(emulator: Emulator, kind: WawiKind, { listen, syncs }: EmulatorFlags): string {
  const { url, dialect, tenants } = emulator;
  const first = tenants[0]!.name;
  const lines = [
    `Emulated JTL-Wawi ${dialect}${kind.name} on ${url}: ${count(tenants.length, 'tenant')} with ${count(syncs, 'sync')} each. Ctrl-C ends it.`,
    ...kind.secrets(emulator).map(([variable, secret]) => `  export ${variable}=${secret}`),
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
