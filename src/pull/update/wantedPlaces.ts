import { groupBy } from '../../base/collections.ts';
import { foldId } from '../../base/uuid.ts';
import type { Claim } from '../../model/claim.ts';
import type { ConfigEntry, WantedFields } from '../../model/document.ts';
import { type FieldRef, fieldKey, scalarNames, storedKey } from '../../model/fields/index.ts';
import type { ObservedOption } from '../../model/fields/kind.ts';
import type { ObservedTenant } from '../../model/observed.ts';
import { matchLive } from '../../reconcile/matchLive.ts';
import type { WantedPlace } from './disagreement.ts';

/**
 * What has a say on a tenant, of the claims on it: of each claim what the last layer holds of a field, and of those the
 * ones of the highest rank. Where several places ask the same of one field, all of them are here.
 */
export function wantedPlacesOn(tenant: ObservedTenant, claims: readonly Claim[]): readonly WantedPlace[] {
  const all = claims.flatMap((claim) => wantedPlacesOf(tenant, claim));
  return [...groupBy(all, wantedKey).values()].flatMap((rivals) => {
    const rank = Math.max(...rivals.map((place) => place.rank));
    return rivals.filter((place) => place.rank === rank);
  });
}

/** What the ERP stores as one value: an interval for each sync, an option once for all syncs that have it. */
export function cellKey(ref: FieldRef): string {
  return storedKey(folded(ref));
}

function wantedKey(place: WantedPlace): string {
  return fieldKey(folded(place));
}

/** Identifiers of options are the same here in any case of letters. */
function folded({ tenant, sync, field }: FieldRef): FieldRef {
  const { option } = field;
  return { tenant, sync, field: option ? { ...field, option: { id: foldId(option.id) } } : field };
}

function wantedPlacesOf(tenant: ObservedTenant, claim: Claim): readonly WantedPlace[] {
  const sync = bindOne(tenant, claim, { configs: [] })?.sync;
  if (!sync) return [];
  const byField = new Map<string, WantedPlace[]>();
  for (const [index, layer] of claim.layers.entries()) {
    const inLayer = { tenant: tenant.name, sync, rank: claim.rank, isInWindow: index > 0 };
    const wanted: WantedPlace[] = scalarNames.flatMap((field) => {
      const located = layer[field];
      return located ? [{ ...inLayer, field: { field }, origin: located.origin }] : [];
    });
    for (const entry of layer.configs) {
      const option = optionOf(tenant, claim, entry);
      if (option)
        wanted.push({ ...inLayer, field: { field: 'configs', option }, origin: entry.value.origin });
    }
    for (const [key, ofField] of groupBy(wanted, wantedKey)) byField.set(key, ofField);
  }
  return [...byField.values()].flat();
}

function optionOf(tenant: ObservedTenant, claim: Claim, entry: ConfigEntry): ObservedOption | undefined {
  return bindOne(tenant, claim, { configs: [entry] })?.options[0]?.option;
}

function bindOne(tenant: ObservedTenant, claim: Claim, layer: WantedFields) {
  return matchLive(tenant, [{ ...claim, layers: [layer] }]).desired[0];
}
