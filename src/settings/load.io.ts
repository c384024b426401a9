import type { Calendar } from '../base/calendar.ts';
import { systemTimezone } from '../base/clock.io.ts';
import { suggest } from '../base/nearest.ts';
import { blankIn } from '../base/text/characters.ts';
import { readTextFile } from '../files/readTree.io.ts';
import type { Concealed, Credential, ReadSecret } from '../model/secret.ts';
import type { Auth, TenantSettings } from '../model/settings.ts';
import type { SourceFile } from '../model/sourceFile.ts';
import type { Problem } from '../problems/problem.ts';
import { type ReadSettings, readSettings } from './read.ts';
import {
  type GivenSettings,
  type SettingKey,
  type SettingRow,
  settingsTable,
  type UsualSettings,
} from './table.ts';
import { missingCredentials } from './tenants.ts';

/** What `sollist.yaml`, variables and flags say. `chosen` are the tenants that `--tenant` leaves, all without it. */
export type LoadedSettings = ReadSettings & {
  readonly file: SourceFile | undefined;
  readonly chosen: readonly TenantSettings[];
};

export const defaultConfig = 'sollist.yaml';

/** Where settings come from. */
export type SettingsSource = {
  /** Absent: sollist.yaml where it exists. */
  readonly config: string | undefined;
  /** Names of the tenants that count; empty for all. */
  readonly tenant: readonly string[];
  readonly given: GivenSettings;
  /** What holds where nobody says anything, in the place of what the schema says. */
  readonly usual?: UsualSettings;
  readonly env: Readonly<Record<string, string | undefined>>;
};

/** What the file of a source said when it was last read: a daemon reads it at each pass, and to parse it takes far longer. */
const saidLast = new WeakMap<SettingsSource, LoadedSettings>();

export async function loadSettings(source: SettingsSource, calendar: Calendar): Promise<LoadedSettings> {
  const { config } = source;
  const found = await readTextFile(config ?? defaultConfig, config ?? defaultConfig);
  const isThere = !('code' in found);
  const isMissed = !isThere && (config !== undefined || found.code !== 'file-missing');
  const before = saidLast.get(source);
  if (before && isThere && found.hash === before.file?.hash) return before;
  const loaded = settingsIn(isThere ? found : undefined, source, calendar);
  saidLast.set(source, loaded);
  if (!isMissed) return loaded;
  return { ...loaded, settings: { ...loaded.settings, tenants: undefined }, problems: [found] };
}

/** What a file that was read says, with variables and flags as they are now. */
export function settingsIn(
  file: SourceFile | undefined,
  { tenant, given, usual, env }: Omit<SettingsSource, 'config'>,
  calendar: Calendar,
): LoadedSettings {
  const sources = {
    ...(file && { file }),
    given,
    ...(usual && { usual }),
    jtl: givenByJtl(env),
    systemTimezone: () => systemTimezone(env.TZ),
  };
  const read = readSettings(sources, calendar);
  const choice = choose(read.settings.tenants ?? [], tenant);
  return {
    file,
    settings: read.settings,
    chosen: choice.tenants,
    warnings: read.warnings,
    problems: [...read.problems, ...(read.settings.tenants ? choice.problems : [])],
  };
}

/** The variables of the tenant `default`. Whether they count is for the settings to say. */
function givenByJtl(env: SettingsSource['env']): GivenSettings {
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

/** What stands in the way of the first request: how to sign in is not said, or cannot be read. */
export async function credentialProblems(
  tenants: readonly TenantSettings[],
  readSecret: ReadSecret,
): Promise<readonly Problem[]> {
  const problems = new Map<string, Problem>();
  for (const [what, credential] of tenants.flatMap(({ connection }) => credentialsOf(connection.auth))) {
    const key = JSON.stringify(credential.ref);
    if (problems.has(key)) continue;
    const secret = await readSecret(credential);
    const why = secret.ok ? whyUnfit(what, secret.value) : `cannot be read: ${secret.why}`;
    if (why === undefined) continue;
    const { origin } = credential;
    problems.set(key, { code: 'secret', message: `${what} ${why}`, ...(origin && { origin }) });
  }
  return [...missingCredentials(tenants), ...problems.values()];
}

/** A blank inside is a slip of whoever copied it. Only a secret of words may have spaces between them. */
function whyUnfit(what: string, secret: Concealed): string | undefined {
  const text = secret.reveal();
  const blank = blankIn(what === '`clientSecret`' ? text.replaceAll(' ', '') : text);
  return blank === undefined ? undefined : `holds a blank inside: ${blank}`;
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
