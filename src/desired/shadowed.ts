import { addAll, getOrAdd } from '../base/collections.ts';
import { count } from '../base/text/words.ts';
import type { Claim } from '../model/claim.ts';
import type { ConfigEntry } from '../model/document.ts';
import { compareOrigins, type Located, type Origin, showOrigin } from '../model/origin.ts';
import type { Problem } from '../problems/problem.ts';
import type { IsCovered } from './desired.ts';
import { type Contender, chainOf, type Merged, merge, type OptionRules } from './merge.ts';
import { windowOf } from './windows.ts';

/** A value that never takes effect on a tenant, and the first place that overrides it there. */
export type Overridden = {
  readonly name: string;
  readonly value: Located<unknown>;
  /** Where its document names the sync. */
  readonly of: Claim['sync'];
  readonly by: Origin;
};

/** What never takes effect of the claims on one sync of one tenant, whatever the time. `merged` is what they come to now. */
export function overriddenIn<K>(
  claims: readonly Claim[],
  rules: OptionRules<K>,
  merged: Merged<K>,
  isCovered: IsCovered,
): readonly Overridden[] {
  if (claims.length === 1 && !claims[0]!.windows) return [];
  // With all windows open, everything that ever has a say is in the chains.
  const { scalars, options } = claims.some(({ windows }) => windows)
    ? merge(claims.map(withAllWindows), rules).chains
    : merged.chains;
  const found: Overridden[] = [];
  for (const [name, winner] of scalars)
    if (winner.others)
      addAll(
        found,
        overriddenOf(chainOf(winner), (said) => ({ name, value: said }), isCovered),
      );
  const told = ({ option, value }: ConfigEntry) => ({ name: option.value, value });
  for (const winner of options.values())
    if (winner.others) addAll(found, overriddenOf(chainOf(winner), told, isCovered));
  return found;
}

function withAllWindows(claim: Claim): Claim {
  return { ...claim, layers: [...claim.layers.slice(0, 1), ...(claim.windows ?? [])] };
}

/** `chain` begins with what wins over the others where it is open. */
function overriddenOf<T>(
  chain: readonly Contender<T>[],
  told: (said: T) => Pick<Overridden, 'name' | 'value'>,
  isCovered: IsCovered,
): readonly Overridden[] {
  return chain.flatMap((one, index) => {
    const stronger = chain.slice(0, index).filter((other) => beats(other, one));
    const always = stronger.find(({ layer }) => !windowOf(layer));
    const isOverridden =
      always ??
      (stronger.length > 0 &&
        isCovered(
          windowOf(one.layer),
          stronger.map((other) => windowOf(other.layer)!),
        ));
    const [first] = always ? [always] : stronger;
    return first && isOverridden
      ? [{ ...told(one.said), of: one.claim.sync, by: told(first.said).value.origin }]
      : [];
  });
}

/** Ranks decide between documents, and within one the last window that is open. */
function beats(one: Contender<unknown>, other: Contender<unknown>): boolean {
  return one.claim.rank > other.claim.rank || (one.claim === other.claim && one.layer !== other.layer);
}

/** `places` are those that override it, each under what it is shown as. */
type Met = Overridden & { tenants: number; readonly places: Map<string, Origin> };

/** Gathers what is overridden on one tenant after the other. */
export function createShadows() {
  const met = new Map<Located<unknown>, Met>();
  return {
    add(overridden: readonly Overridden[], tenants = 1): void {
      for (const one of overridden) {
        const all = getOrAdd(met, one.value, () => ({
          ...one,
          tenants: 0,
          places: new Map<string, Origin>(),
        }));
        all.tenants += tenants;
        all.places.set(showOrigin(one.by), one.by);
      }
    },
    /** What takes effect on none of the tenants that a document holds for. `claims` are those on all tenants. */
    problems(claims: readonly Claim[]): readonly Problem[] {
      if (met.size === 0) return [];
      const heldFor = new Map<Claim['sync'], number>();
      for (const { sync } of claims) heldFor.set(sync, (heldFor.get(sync) ?? 0) + 1);
      return [...met.values()]
        .filter(({ of, tenants }) => tenants === heldFor.get(of))
        .map(shadowed)
        .sort((a, b) => compareOrigins(a.origin!, b.origin!));
    },
  };
}

function shadowed({ name, value: { origin }, tenants, places }: Met): Problem {
  const first = [...places.values()].reduce((a, b) => (compareOrigins(a, b) <= 0 ? a : b));
  const where = tenants === 1 ? 'its 1 tenant' : `any of ${count(tenants, 'tenant')}`;
  const more = places.size > 1 ? ` (first of ${places.size})` : '';
  return {
    code: 'shadowed',
    message: `\`${name}\` has no effect on ${where}: ${showOrigin(first)} overrides it${more}`,
    origin,
    related: first,
  };
}

/** What the live state has shown beyond what the files alone did: two names may be those of one sync. */
export function notYetTold(shadowed: readonly Problem[], before: readonly Problem[]): readonly Problem[] {
  const told = new Set(
    before.flatMap(({ code, origin }) => (code === 'shadowed' ? showOrigin(origin!) : [])),
  );
  return shadowed.filter(({ origin }) => !told.has(showOrigin(origin!)));
}
