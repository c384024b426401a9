import { placeOf } from '../base/url.ts';
import { foldId } from '../base/uuid.ts';
import type { SollistYaml } from '../generated/sollist.ts';
import { sollistSchema } from '../generated/sollistSchema.ts';
import type { Tenant } from './document.ts';
import type { Allowance } from './mode.ts';
import type { NotificationSettings } from './notifications.ts';
import type { Origin } from './origin.ts';
import type { Credential } from './secret.ts';

export const apiVersions = sollistSchema.$defs.api.properties.version.enum;
export type ApiVersion = (typeof apiVersions)[number];
export type SpokenVersion = Exclude<ApiVersion, 'auto'>;

/** How a tenant is reached, references to secrets not yet read. `tenantId` is for the cloud, none on-premise. */
export type Connection = {
  readonly baseUrl: string;
  readonly version: ApiVersion;
  readonly tenantId?: string;
  readonly auth: Auth;
};

/** The same for connections to one tenant of the ERP, however they are spelled. On-premise the address alone is the tenant. */
export function tenantKey({ baseUrl, tenantId }: Pick<Connection, 'baseUrl' | 'tenantId'>): string {
  return JSON.stringify([placeOf(baseUrl), tenantId && foldId(tenantId)]);
}

export type Auth =
  | {
      readonly kind: 'oauth';
      readonly tokenUrl: string;
      readonly clientId: string | Credential;
      readonly clientSecret: Credential;
      readonly scope?: string;
    }
  | { readonly kind: 'apiKey'; readonly apiKey: Credential }
  /** Nothing says how to sign in. Fine offline; a problem before the first request. */
  | { readonly kind: 'none' };

export type TenantSettings = Tenant & { readonly connection: Connection; readonly origin?: Origin };

/** With defaults filled in. */
type Filled<T> = {
  readonly [Key in keyof T]-?: NonNullable<T[Key]> extends object
    ? Filled<NonNullable<T[Key]>>
    : NonNullable<T[Key]>;
};

/** What holds for all tenants: every key of the schema that is not about one of them. */
export type CommonSettings = Filled<
  Omit<SollistYaml, 'api' | 'auth' | 'tenants' | 'notifications' | 'safety' | 'health' | 'publicUrl'>
> & {
  readonly publicUrl?: string;
  readonly safety: Safety;
  /** `stoppedFor` as `readLonger` reads it. */
  readonly health: { readonly stoppedFor: string };
};

type SafetyYaml = NonNullable<SollistYaml['safety']>;

/** `maxTenants` has no default, and is a number or a share as `mostOf` reads it. */
export type Safety = Filled<Omit<SafetyYaml, 'maxTenants' | 'allow'>> & {
  readonly maxTenants?: string;
  readonly allow?: Allowance;
};

/** Everything that sollist.yaml, the environment and the flags settle, checked and with defaults filled in. */
export type Settings = CommonSettings & {
  readonly tenants: readonly TenantSettings[];
  readonly notifications: readonly NotificationSettings[];
};
