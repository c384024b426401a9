import { addAll, addTo, createOnce, groupBy } from '../base/collections.ts';
import { canonicalId, isSameId, isUuid } from '../base/uuid.ts';
import type { Claim } from '../model/claim.ts';
import type { ConfigEntry } from '../model/document.ts';
import type { Located } from '../model/origin.ts';
import type { SyncSelector } from '../model/syncName.ts';
import type { Problem } from '../problems/problem.ts';
import { onlyInWindows, saysOutside, windowOnly } from './active.ts';
import type { IsCovered } from './desired.ts';
import { bySpelling, type Merged, mayBeSame, merge, sharedConflict } from './merge.ts';
import { createShadows, type Overridden, overriddenIn } from './shadowed.ts';

/**
 * Documents at odds that can be told without the live state: two values of one rank for one field of one sync, and two
 * values for one option that is named by its identifier, since the ERP stores it once per tenant. Also what a window wants of
 * `active` that no document wants outside of it. And, as warnings, values
 * that others override on all tenants. What only the live state can tell (two spellings of one sync, an option's type) is
 * left to `matchLive`.
 */
export function findConflicts(
  claims: readonly Claim[],
  isCovered: IsCovered,
): { readonly problems: readonly Problem[]; readonly warnings: readonly Problem[] } {
  const shadows = createShadows();
  const lonely = new Map<Located<boolean>, string[]>();
  const conflicts: Problem[] = [];
  for (const tenants of alike([...groupBy(claims, (claim) => claim.tenant).values()])) {
    const found = atOddsOn(tenants[0]!, isCovered);
    addAll(conflicts, found.problems);
    shadows.add(found.overridden, tenants.length);
    for (const value of found.lonely) for (const [claim] of tenants) addTo(lonely, value, claim!.tenant);
  }
  const unended = [...lonely].map(([value, names]) => windowOnly(value, names));
  return { problems: [...once(conflicts), ...unended], warnings: shadows.problems(claims) };
}

/** What is at odds on one tenant. `lonely` is what windows alone want. */
type AtOdds = {
  readonly problems: readonly Problem[];
  readonly overridden: readonly Overridden[];
  readonly lonely: readonly Located<boolean>[];
};

const knownOdds = createOnce<AtOdds>();

/**
 * A daemon asks at each pass, and most tenants' documents are the same as before. What is kept hangs on the document of the
 * highest rank, which is hardly ever one that several tenants share. Where there are windows, the time counts as well.
 */
function atOddsOn(claims: readonly Claim[], isCovered: IsCovered): AtOdds {
  if (claims.some(({ windows }) => windows)) return compare(claims, isCovered);
  const strongest = claims.reduce((one, other) => (other.rank > one.rank ? other : one));
  const parts: unknown[] = [strongest.tenant];
  for (const { rank, sync, layers } of claims) parts.push(rank, sync, layers[0]);
  return knownOdds(strongest.sync, parts, () => compare(claims, isCovered));
}

function compare(claims: readonly Claim[], isCovered: IsCovered): AtOdds {
  const problems: Problem[] = [];
  const overridden: Overridden[] = [];
  const lonely: Located<boolean>[] = [];
  const identified: KeyedEntry[] = [];
  for (const ofSync of groupBy(claims, selectorKey).values()) {
    if (isAlone(ofSync)) continue;
    const one = merge(ofSync, bySpelling);
    addAll(problems, one.problems);
    addAll(overridden, overriddenIn(ofSync, bySpelling, one, isCovered));
    addAll(lonely, lonelyIn(ofSync, claims));
    addAll(identified, identifiedEntries(one));
  }
  addAll(problems, sharedOptionConflicts(identified, claims));
  return { problems, overridden, lonely };
}

/**
 * Nearly all syncs have one document. Without windows, nothing in it can be at odds with anything but by an identifier, which
 * has several spellings and is shared with other syncs.
 */
function isAlone([claim, another]: readonly Claim[]): boolean {
  if (!claim || another || claim.windows) return false;
  return claim.layers.every(({ configs }) => configs.every(({ option }) => !isIdentified(option.value)));
}

function isIdentified(option: string): boolean {
  return isUuid(canonicalId(option));
}

/** Tenants that the same documents hold for have the same conflicts: looking at the first of them will do. */
function alike(tenants: readonly (readonly Claim[])[]): readonly (readonly (readonly Claim[])[])[] {
  const numbers = new Map<Claim['sync'], number>();
  const numberOf = ({ sync }: Claim) => {
    const number = numbers.get(sync) ?? numbers.size;
    numbers.set(sync, number);
    return number;
  };
  return [...groupBy(tenants, (ofTenant) => ofTenant.map(numberOf).join()).values()];
}

function selectorKey({ sync: { value } }: Claim): string {
  return value.kind === 'id'
    ? `id ${canonicalId(value.id)}`
    : `name ${JSON.stringify([value.name, value.salesChannel])}`;
}

/** Documents that may mean the same sync in other words count, too: only the live state tells. */
function lonelyIn(ofSync: readonly Claim[], claims: readonly Claim[]): readonly Located<boolean>[] {
  const lonely = onlyInWindows(ofSync);
  const { value } = ofSync[0]!.sync;
  const isSaid =
    lonely.length > 0 && claims.some((one) => saysOutside(one) && mayBeOneSync(one.sync.value, value));
  return isSaid ? [] : lonely;
}

type KeyedEntry = { readonly key: string; readonly entry: ConfigEntry; readonly claim: Claim };

function identifiedEntries({ options, chains }: Merged<string>): KeyedEntry[] {
  return options
    .filter(({ key }) => isIdentified(key))
    .map(({ key, entry }) => ({ key: canonicalId(key), entry, claim: chains.options.get(key)!.claim }));
}

function sharedOptionConflicts(entries: readonly KeyedEntry[], claims: readonly Claim[]): Problem[] {
  return [...groupBy(entries, (one) => one.key)].flatMap(([, [first, ...rest]]) =>
    rest
      .filter((other) => !mayBeSame(first!.entry.value.value, other.entry.value.value))
      .filter((other) => ![first!, other].some((one) => mayBeOverridden(one, claims)))
      .map((other) => sharedConflict(first!.claim.tenant, first!.entry, other.entry)),
  );
}

/** A document of a higher rank may mean the same sync and the same option in other words, which only the live state tells. */
function mayBeOverridden({ claim }: KeyedEntry, claims: readonly Claim[]): boolean {
  return claims.some(
    ({ rank, sync, layers }) =>
      rank > claim.rank &&
      mayBeOneSync(sync.value, claim.sync.value) &&
      layers.some(({ configs }) => configs.length > 0),
  );
}

function mayBeOneSync(one: SyncSelector, other: SyncSelector): boolean {
  if (one.kind === 'id') return other.kind === 'name' || isSameId(one.id, other.id);
  return other.kind === 'id' || one.name === other.name;
}

/** The same two places are at odds on every tenant they hold for: say it once. */
function once(problems: readonly Problem[]): Problem[] {
  const byPlace = new Map<string, Problem>();
  for (const problem of problems) {
    const key = JSON.stringify([problem.code, problem.origin, problem.related]);
    if (!byPlace.has(key)) byPlace.set(key, problem);
  }
  return [...byPlace.values()];
}
