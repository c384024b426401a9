import type { Calendar } from '../base/calendar.ts';
import { systemTimezone } from '../base/clock.io.ts';
import { suggest } from '../base/nearest.ts';
import { type CheckFile, desire } from '../desired/desire.ts';
import type { Desired } from '../desired/desired.ts';
import { readTextFile, readTree } from '../files/readTree.io.ts';
import type { Credential, ReadSecret } from '../model/secret.ts';
import type { Auth, TenantSettings } from '../model/settings.ts';
import type { SourceFile } from '../model/sourceFile.ts';
import type { Problem } from '../problems/problem.ts';
import type { ProblemOptions } from '../problems/text.ts';
import { type ReadSettings, readSettings } from '../settings/read.ts';
import { type GivenSettings, type SettingKey, type SettingRow, settingsTable } from '../settings/table.ts';
import { missingCredentials } from '../settings/tenants.ts';
import type { Flags } from './flags.ts';
import type { Terminal } from './terminal.ts';

/** What `sollist.yaml`, variables and flags say. `chosen` are the tenants that `--tenant` leaves, all without it. */
export type LoadedSettings = ReadSettings & {
  readonly file: SourceFile | undefined;
  readonly chosen: readonly TenantSettings[];
};

export const defaultConfig = 'sollist.yaml';

export async function loadSettings(
  flags: Pick<Flags, 'config' | 'tenant' | 'given'>,
  { env }: Pick<Terminal, 'env'>,
  calendar: Calendar,
): Promise<LoadedSettings> {
  const found = await readTextFile(flags.config ?? defaultConfig, flags.config ?? defaultConfig);
  const isThere = !('code' in found);
  const isMissed = !isThere && (flags.config !== undefined || found.code !== 'file-missing');
  const file = isThere ? found : undefined;
  const read = readSettings(
    {
      ...(file && { file }),
      given: flags.given,
      jtl: givenByJtl(env),
      systemTimezone: systemTimezone(),
    },
    calendar,
  );
  const choice = choose(read.settings.tenants ?? [], flags.tenant);
  return {
    file,
    settings: isMissed ? { ...read.settings, tenants: undefined } : read.settings,
    chosen: choice.tenants,
    problems: isMissed ? [found] : [...read.problems, ...(read.settings.tenants ? choice.problems : [])],
  };
}

/** The variables of the tenant `default`. Whether they count is for the settings to say. */
function givenByJtl(env: Terminal['env']): GivenSettings {
  const rows = Object.entries(settingsTable) as [SettingKey, SettingRow][];
  return Object.fromEntries(
    rows.flatMap(([key, { jtl }]) =>
      jtl !== undefined && env[jtl] !== undefined ? [[key, { text: env[jtl], by: jtl }]] : [],
    ),
  );
}

function choose(tenants: readonly TenantSettings[], names: readonly string[]) {
  const known = tenants.map((tenant) => tenant.name);
  const problems = names
    .filter((name) => !known.includes(name))
    .map((name) => ({
      code: 'unknown-tenant' as const,
      message: `--tenant: no tenant is called \`${name}\``,
      hint: suggest(name, known),
    }));
  return {
    problems,
    tenants: names.length === 0 ? tenants : tenants.filter(({ name }) => names.includes(name)),
  };
}

/** Soll, with everything that is wrong with the settings as well: whatever is wrong, nothing is sent. */
export type Loaded = LoadedSettings & {
  readonly desired: Desired;
  readonly textOf: ProblemOptions['textOf'];
};

export async function load(
  flags: Flags,
  terminal: Pick<Terminal, 'clock' | 'env'>,
  { calendar, checkFile }: { readonly calendar: Calendar; readonly checkFile: CheckFile },
): Promise<Loaded> {
  const loaded = await loadSettings(flags, terminal, calendar);
  const tree = await readTree(flags.syncs, flags.syncs);
  const { timezone, tenants } = loaded.settings;
  const moment = { now: terminal.clock.now(), timezone };
  const desired = desire(tree, tenants, moment, { checkFile, calendar });
  return {
    ...loaded,
    desired: { ...desired, problems: [...loaded.problems, ...desired.problems] },
    textOf: textIn(loaded.file ? [loaded.file, ...tree.files] : tree.files),
  };
}

export function textIn(files: readonly SourceFile[]): ProblemOptions['textOf'] {
  let texts: ReadonlyMap<string, string> | undefined; // most often nobody asks
  return (name) => {
    texts ??= new Map(files.map((file) => [file.path, file.text]));
    return texts.get(name);
  };
}

/** As `load`, with what stands in the way of the first request: how to sign in is not said, or cannot be read. */
export async function loadToConnect(
  flags: Flags,
  terminal: Pick<Terminal, 'clock' | 'env'>,
  world: { readonly calendar: Calendar; readonly checkFile: CheckFile; readonly readSecret: ReadSecret },
): Promise<Loaded> {
  const loaded = await load(flags, terminal, world);
  if (loaded.problems.length > 0) return loaded; // they may well be the reason
  const problems = [
    ...loaded.desired.problems,
    ...(await credentialProblems(loaded.chosen, world.readSecret)),
  ];
  return { ...loaded, desired: { ...loaded.desired, problems } };
}

/** As `loadSettings`, with what stands in the way of the first request. */
export async function loadSettingsToConnect(
  flags: Flags,
  terminal: Pick<Terminal, 'env'>,
  { calendar, readSecret }: { readonly calendar: Calendar; readonly readSecret: ReadSecret },
): Promise<LoadedSettings> {
  const loaded = await loadSettings(flags, terminal, calendar);
  if (loaded.problems.length > 0) return loaded;
  return { ...loaded, problems: await credentialProblems(loaded.chosen, readSecret) };
}

async function credentialProblems(
  tenants: readonly TenantSettings[],
  readSecret: ReadSecret,
): Promise<readonly Problem[]> {
  const problems = new Map<string, Problem>();
  for (const [what, credential] of tenants.flatMap(({ connection }) => credentialsOf(connection.auth))) {
    const key = JSON.stringify(credential.ref);
    if (problems.has(key)) continue;
    const secret = await readSecret(credential);
    if (secret.ok) continue;
    const { origin } = credential;
    const message = `${what} cannot be read: ${secret.why}`;
    problems.set(key, { code: 'secret', message, ...(origin && { origin }) });
  }
  return [...missingCredentials(tenants), ...problems.values()];
}

function credentialsOf(auth: Auth): (readonly [string, Credential])[] {
  switch (auth.kind) {
    case 'oauth':
      return [
        ...(typeof auth.clientId === 'string' ? [] : [['`clientId`', auth.clientId] as const]),
        ['`clientSecret`', auth.clientSecret],
      ];
    case 'apiKey':
      return [['`apiKey`', auth.apiKey]];
    case 'none':
      return [];
  }
}
