import type { Tenant } from './document.ts';
import type { NotificationSettings } from './notifications.ts';
import type { Origin } from './origin.ts';
import type { SecretSource } from './secret.ts';

export const apiVersions = ['1.1', '1.2', '1.3', '1.4', '1.5', '1.6', '2.0', '2.1', '2.2', '2.3'] as const;
export type ApiVersion = (typeof apiVersions)[number];

/** Whether this generation of the API can set a value to null (the API page: from 2.1 on). */
export function acceptsNull(version: ApiVersion): boolean {
  return version.startsWith('2.') && version !== '2.0';
}

/** How a tenant is reached, references to secrets not yet read. `tenantId` is for the cloud, none on-premise. */
export type Connection = {
  readonly baseUrl: string;
  readonly version: ApiVersion;
  readonly tenantId?: string;
  readonly auth: Auth;
};

/** A secret of the connection itself, and where the file refers to it. */
export type Credential = SecretSource & { readonly origin?: Origin };

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

export type Safety = { readonly maxChanges: number; readonly maxShare: number };

/** Everything that sollist.yaml, the environment and the flags settle, checked and with defaults filled in. */
export type Settings = {
  readonly schedule: string;
  readonly timezone: string;
  readonly concurrency: number;
  readonly tenants: readonly TenantSettings[];
  readonly safety: Safety;
  readonly notifications: readonly NotificationSettings[];
};
