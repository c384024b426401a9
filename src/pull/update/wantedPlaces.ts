import { groupBy } from '../../base/collections.ts';
import type { Claim } from '../../desired/resolve.ts';
import type { ConfigEntry, Wishes } from '../../model/document.ts';
import type { ObservedOption, ObservedSync, ObservedTenant } from '../../model/observed.ts';
import type { Origin } from '../../model/origin.ts';
import { bind } from '../../reconcile/matchLive.ts';
import { foldId } from '../naming.ts';

/** One place in a document that asks something of one sync of one tenant. */
export type WantedPlace = {
  readonly tenant: string;
  readonly sync: ObservedSync;
  /** Absent for the interval. */
  readonly option?: ObservedOption;
  readonly rank: Claim['rank'];
  readonly isInWindow: boolean;
  readonly origin: Origin;
};

/**
 * What has a say on a tenant, of the claims on it: of each claim what the last layer holds of a field, and of those the
 * ones of the highest rank. Where several places ask the same of one field, all of them are here.
 */
export function wantedPlacesOn(tenant: ObservedTenant, claims: readonly Claim[]): readonly WantedPlace[] {
  const all = claims.flatMap((claim) => wantedPlacesOf(tenant, claim));
  return [...groupBy(all, fieldKey).values()].flatMap((rivals) => {
    const rank = Math.max(...rivals.map((place) => place.rank));
    return rivals.filter((place) => place.rank === rank);
  });
}

/** What the ERP stores as one value: an interval for each sync, an option once for all syncs that have it. */
export function cellKey({ tenant, sync, option }: StoredField): string {
  return JSON.stringify(option ? [tenant, 'option', foldId(option.id)] : [tenant, 'interval', sync.id]);
}

type StoredField = {
  readonly tenant: string;
  readonly sync: { readonly id: string };
  readonly option?: { readonly id: string };
};

function fieldKey({ sync, option }: WantedPlace): string {
  return JSON.stringify([sync.id, option ? foldId(option.id) : null]);
}

function wantedPlacesOf(tenant: ObservedTenant, claim: Claim): readonly WantedPlace[] {
  const sync = bindOne(tenant, claim, { configs: [] })?.sync;
  if (!sync) return [];
  const byField = new Map<string, WantedPlace[]>();
  for (const [index, layer] of claim.layers.entries()) {
    const inLayer = { tenant: tenant.name, sync, rank: claim.rank, isInWindow: index > 0 };
    const wanted: WantedPlace[] = layer.interval ? [{ ...inLayer, origin: layer.interval.origin }] : [];
    for (const entry of layer.configs) {
      const option = optionOf(tenant, claim, entry);
      if (option) wanted.push({ ...inLayer, option, origin: entry.value.origin });
    }
    for (const [key, ofField] of groupBy(wanted, fieldKey)) byField.set(key, ofField);
  }
  return [...byField.values()].flat();
}

function optionOf(tenant: ObservedTenant, claim: Claim, entry: ConfigEntry): ObservedOption | undefined {
  return bindOne(tenant, claim, { configs: [entry] })?.options[0]?.option;
}

function bindOne(tenant: ObservedTenant, claim: Claim, layer: Wishes) {
  return bind(tenant, [{ ...claim, layers: [layer] }]).desired[0];
}
