/** A setting that a variable or a flag may give as well as `sollist.yaml`. `path` is where it stands in there. */
export type SettingRow = {
  readonly path: string;
  readonly variable: string;
  /** As commander writes it. Secrets have none: what stands on a command line, every process can read. */
  readonly flag?: string;
  /** The variable that says the same where `sollist.yaml` names no tenants. */
  readonly jtl?: string;
  /** What holds where nothing is said, in words. */
  readonly fallback: string;
  readonly about: string;
};

/** Flags beat variables beat the file beat what holds where nothing is said. The README's table is this one. */
// biome-ignore format: a table
export const settingsTable = {
  schedule:          { path: 'schedule', flag: '--schedule <cron>', variable: 'SOLLIST_SCHEDULE', fallback: '*/5 * * * *', about: 'when to look for drift' },
  timezone:          { path: 'timezone', flag: '--timezone <zone>', variable: 'SOLLIST_TIMEZONE', fallback: "the system's", about: 'of the schedule and of windows' },
  concurrency:       { path: 'concurrency', flag: '--concurrency <count>', variable: 'SOLLIST_CONCURRENCY', fallback: '8', about: 'tenants worked on side by side' },
  maxChanges:        { path: 'safety.maxChanges', flag: '--max-changes <count>', variable: 'SOLLIST_MAX_CHANGES', fallback: '50', about: 'syncs changed in one pass' },
  maxShare:          { path: 'safety.maxShare', flag: '--max-share <share>', variable: 'SOLLIST_MAX_SHARE', fallback: '0.5', about: "share of a tenant's managed syncs changed in one pass" },
  baseUrl:           { path: 'api.baseUrl', flag: '--base-url <url>', variable: 'SOLLIST_BASE_URL', jtl: 'JTL_BASE_URL', fallback: 'https://api.jtl-cloud.com/erp', about: 'where the API is' },
  apiVersion:        { path: 'api.version', flag: '--api-version <version>', variable: 'SOLLIST_API_VERSION', jtl: 'JTL_API_VERSION', fallback: '2.0', about: '1.1 … 1.6, 2.0 … 2.3' },
  apiAllowInsecure:  { path: 'api.allowInsecure', flag: '--api-allow-insecure', variable: 'SOLLIST_API_ALLOW_INSECURE', fallback: 'false', about: 'allows a plain http:// base URL beyond loopback' },
  tokenUrl:          { path: 'auth.tokenUrl', flag: '--token-url <url>', variable: 'SOLLIST_TOKEN_URL', jtl: 'JTL_TOKEN_URL', fallback: 'https://auth.jtl-cloud.com/oauth2/token', about: 'where tokens come from' },
  authAllowInsecure: { path: 'auth.allowInsecure', flag: '--auth-allow-insecure', variable: 'SOLLIST_AUTH_ALLOW_INSECURE', fallback: 'false', about: 'allows a plain http:// token URL beyond loopback' },
  scope:             { path: 'auth.scope', flag: '--scope <scope>', variable: 'SOLLIST_SCOPE', fallback: 'none', about: 'asked for with the token' },
  clientId:          { path: 'auth.clientId', variable: 'SOLLIST_CLIENT_ID', jtl: 'JTL_CLIENT_ID', fallback: 'none', about: 'OAuth client' },
  clientSecret:      { path: 'auth.clientSecret', variable: 'SOLLIST_CLIENT_SECRET', jtl: 'JTL_CLIENT_SECRET', fallback: 'none', about: 'its secret' },
  apiKey:            { path: 'auth.apiKey', variable: 'SOLLIST_API_KEY', jtl: 'JTL_API_KEY', fallback: 'none', about: 'on-premise key, instead of client and secret' },
  tenantId:          { path: 'tenants.default.tenantId', variable: 'SOLLIST_TENANT_ID', jtl: 'JTL_TENANT_ID', fallback: 'none', about: 'of the tenant `default`, where `sollist.yaml` names none' },
} as const satisfies Record<string, SettingRow>;

export type SettingKey = keyof typeof settingsTable;

/** Text that a flag or a variable gives, and which of them: `--schedule` or `SOLLIST_SCHEDULE`. */
export type Given = { readonly text: string; readonly by: string };

export type GivenSettings = Readonly<Partial<Record<SettingKey, Given>>>;

/** What a flag says by being there, its variable says in words. */
export function saysYes(text: string | undefined): boolean {
  return /^(?:true|1|yes)$/i.test(text ?? '');
}
