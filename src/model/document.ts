import { getOrAdd } from '../base/collections.ts';
import type { Duration } from './duration.ts';
import type { WantedScalars } from './fields/index.ts';
import type { Mode, Suspension } from './mode.ts';
import { type Located, located, type Origin, type PackedPlace, packed, unpacked } from './origin.ts';
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

/** An entry that takes little room, since ten thousand of them are kept. Its `option` is made anew for whoever asks. */
export function configEntry(option: string, place: Origin, value: Located<DesiredValue>): ConfigEntry {
  return new KeptEntry(option, place, value);
}

class KeptEntry implements ConfigEntry {
  readonly value: Located<DesiredValue>;
  private readonly name: string;
  private readonly place: PackedPlace;

  constructor(name: string, place: Origin, value: Located<DesiredValue>) {
    this.name = name;
    this.place = packed(place);
    this.value = value;
  }

  get option(): Located<string> {
    return located(this.name, unpacked(this.value.origin.file, this.place));
  }
}

/** The same object for the same short text, since most are `true`, `false` or a small number. */
export function plainValue(text: string | null): DesiredValue {
  if (text === null) return empty;
  if (text.length > longestShared) return { kind: 'plain', text };
  if (shared.size >= mostShared) shared.clear();
  return getOrAdd(shared, text, () => ({ kind: 'plain', text }));
}

const empty: DesiredValue = { kind: 'plain', text: null };
const shared = new Map<string, DesiredValue>();
const [longestShared, mostShared] = [32, 1_000];
