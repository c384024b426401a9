import type { Duration } from './duration.ts';
import type { WantedScalars } from './fields/index.ts';
import type { Mode, Suspension } from './mode.ts';
import type { Located, Origin } from './origin.ts';
import type { SecretSource } from './secret.ts';
import type { SyncSelector } from './syncName.ts';

/**
 * What a document wants an option to be. `text` is as written in the YAML source (`012` stays `012`), since only the
 * live state tells the option's type; null is YAML's null.
 */
export type DesiredValue =
  | { readonly kind: 'plain'; readonly text: string | null }
  | ({ readonly kind: 'secret' } & SecretSource);

/** `folder` is the folder directly below the syncs folder, where the document lies in one. */
export type TenantSelector =
  | { readonly kind: 'named'; readonly names: readonly Located<string>[] }
  | { readonly kind: 'labels'; readonly labels: Readonly<Record<string, string>>; readonly origin: Origin }
  | { readonly kind: 'all' }
  | { readonly kind: 'place'; readonly folder: string | undefined; readonly origin: Origin };

/** One entry below `configs`: `option` is a display name or an identifier; its origin is the key's place. */
export type ConfigEntry = { readonly option: Located<string>; readonly value: Located<DesiredValue> };

/** What a document, or one of its windows, wants. */
export type WantedFields = WantedScalars & { readonly configs: readonly ConfigEntry[] };

/** Open from each time that `start` (a cron expression) names, for `duration`. */
export type Window = WantedFields & { readonly start: Located<string>; readonly duration: Duration };

/** One YAML document below the syncs folder, checked. */
export type SyncDocument = WantedFields & {
  readonly tenants: TenantSelector;
  readonly sync: Located<SyncSelector>;
  readonly mode?: Located<Mode> | undefined;
  readonly suspend?: Located<Suspension> | undefined;
  readonly windows: readonly Window[];
};

/** A tenant as documents see it. */
export type Tenant = { readonly name: string; readonly labels: Readonly<Record<string, string>> };
