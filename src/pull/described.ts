import { getOrAdd } from '../base/collections.ts';
import { canonicalId } from '../base/uuid.ts';
import type { Merged, OptionRules } from '../desired/merge.ts';
import type { Claim } from '../model/claim.ts';
import { type ScalarName, scalarChanges, scalarNames } from '../model/fields/index.ts';
import type { ObservedOption } from '../model/fields/kind.ts';
import type { ObservedSync, ObservedTenant } from '../model/observed.ts';
import type { Origin } from '../model/origin.ts';
import { isSelected } from '../model/syncName.ts';
import { equalValues } from '../model/value.ts';
import type { Problem } from '../problems/problem.ts';
import type { DesiredOption, DesiredSync } from '../reconcile/desiredSync.ts';
import { type Matched, matchLive } from '../reconcile/matchLive.ts';

/** A field of a sync, as documents name it. */
export type SyncField = ScalarName | ObservedOption;

/**
 * What documents say of a field. `same`: Wawi has what they want at this moment, or they only want something while a
 * window is open, or a secret that nobody reads here. `other`: they want another value, or are at odds.
 */
export type Say = 'same' | 'other';

/** What documents that are there say of the syncs of a tenant. */
export type Described = {
  /** The syncs that documents name, whatever their rank; and where, if one names them for this very tenant. */
  readonly named: ReadonlyMap<ObservedSync, Origin | undefined>;
  readonly sayOn: (sync: ObservedSync, field: SyncField) => Say | undefined;
  /** The file of a document that names an option of any sync, by the option's canonical identifier. */
  readonly optionFiles: ReadonlyMap<string, string>;
  /** What is wrong with documents on this tenant, whatever its own documents say. */
  readonly problems: readonly Problem[];
};

/** `claims` are those on the tenant. */
export function describedBy(tenant: ObservedTenant, claims: readonly Claim[]): Described {
  const said = new Map<ObservedSync, ReadonlyMap<SyncField, Say>>();
  const places = createPlaces();
  const named = new Map<ObservedSync, Origin | undefined>();
  const { desired, problems, unsure } = eachMatched(tenant, claims, (one, ofSync, rules, merged) => {
    said.set(one.sync, sayingOf(one, ofSync, rules, merged));
    places.add(ofSync, rules);
  });
  for (const sync of [...desired.map((one) => one.sync), ...unsure]) named.set(sync, undefined);
  for (const claim of claims.filter(({ rank }) => rank === 3))
    for (const sync of tenant.syncs.filter((one) => isSelected(one, claim.sync.value)))
      named.set(sync, named.get(sync) ?? claim.sync.origin);
  return {
    named,
    sayOn: (sync, field) => said.get(sync)?.get(field),
    optionFiles: places.files(),
    problems: problems.filter(({ code }) => staying.has(code)),
  };
}

/** No document of a higher rank helps against these. */
const staying: ReadonlySet<string> = new Set([
  'unknown-sync',
  'ambiguous-sync',
  'unknown-option',
  'ambiguous-option',
  'more-problems',
]);

type OnMatched = (
  desired: DesiredSync,
  claims: readonly Claim[],
  rules: OptionRules<ObservedOption>,
  merged: Merged<ObservedOption>,
) => void;

function eachMatched(tenant: ObservedTenant, claims: readonly Claim[], onMatched: OnMatched): Matched {
  const found: ((desired: DesiredSync) => void)[] = [];
  const matched = matchLive(tenant, claims, (ofSync, rules, merged) => {
    found.push((desired) => onMatched(desired, ofSync, rules, merged));
  });
  matched.desired.forEach((desired, index) => {
    found[index]!(desired);
  });
  return matched;
}

function sayingOf(
  desired: DesiredSync,
  claims: readonly Claim[],
  rules: OptionRules<ObservedOption>,
  { chains }: Merged<ObservedOption>,
): ReadonlyMap<SyncField, Say> {
  const said = new Map<SyncField, Say>();
  for (const layer of claims.flatMap(layersOf)) {
    for (const name of scalarNames) if (layer[name]) said.set(name, 'same');
    for (const entry of layer.configs) {
      const option = rules.key(entry);
      if (option) said.set(option, 'same');
    }
  }
  const changed = new Set(scalarChanges(desired.sync, desired).map(({ field }) => field));
  for (const name of chains.scalars.keys()) if (changed.has(name) || !desired[name]) said.set(name, 'other');
  const fulfilled = new Set(desired.options.filter(isFulfilled).map(({ option }) => option));
  for (const option of chains.options.keys()) if (!fulfilled.has(option)) said.set(option, 'other');
  return said;
}

/** Nobody reads a secret here: a reference is as good as any value. */
function isFulfilled({ option, value: { value } }: DesiredOption): boolean {
  return value.kind === 'secret' || equalValues(option.type, option.value, value.text);
}

function layersOf({ layers, windows = [] }: Claim) {
  return [...layers, ...windows];
}

/** Of all places that name an option those of the highest rank count, and of these the first. */
function createPlaces() {
  const places = new Map<string, { readonly rank: Claim['rank']; readonly file: string }>();
  return {
    add(claims: readonly Claim[], { key }: OptionRules<ObservedOption>): void {
      for (const claim of claims)
        for (const entry of layersOf(claim).flatMap(({ configs }) => configs)) {
          const option = key(entry);
          if (!option) continue;
          const place = { rank: claim.rank, file: entry.value.origin.file };
          const id = canonicalId(option.id);
          const known = getOrAdd(places, id, () => place);
          const isStronger = place.rank - known.rank || (place.file < known.file ? 1 : 0);
          if (isStronger > 0) places.set(id, place);
        }
    },
    files: (): ReadonlyMap<string, string> => new Map([...places].map(([id, { file }]) => [id, file])),
  };
}
