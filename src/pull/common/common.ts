import { groupBy } from '../../base/collections.ts';
import type { ObservedSync } from '../../model/observed.ts';
import { createRoom } from '../document.ts';
import type { Offer, OfferedSync, OfferedValue } from './offers.ts';

/** What a document for all tenants asks of a sync that they all have. */
export type CommonSync = {
  /** One tenant's, of which name and sales channel are everybody's. */
  readonly sync: ObservedSync;
  /** How a document names it. */
  readonly yaml: string;
  /** In the order in which the ERP has them. */
  readonly fields: readonly CommonField[];
};

/** `asked`: as YAML. `secret`: left out for this reason on all tenants. `shared`: asked for in the other sync's document. */
export type CommonField = { readonly name: string } & (
  | { readonly kind: 'asked'; readonly yaml: string }
  | { readonly kind: 'secret'; readonly reason: string }
  | { readonly kind: 'shared'; readonly with: ObservedSync }
  | { readonly kind: 'own' }
);

/**
 * What documents for all tenants ask for, so that the fewest values are written that say what the tenants have: of each
 * field the value that most have, where no less than `share` of them do, so that one document takes the place of theirs
 * and the others' files hold an exception each. Of values that as many have it is the first by their text.
 *
 * A field that some tenant lacks, cannot be told by its name there, keeps as a secret, or could not make an exception of
 * stays in their own files: what such a document asks for, it asks of all. So a sync that one of them lacks stays there too.
 * An option that syncs share is asked for in one document. The order of tenants, and of the syncs of each, plays no part.
 */
export function commonOf(
  tenants: readonly ReadonlyMap<string, OfferedSync>[],
  share: number,
): readonly CommonSync[] {
  const taken: Taken = tenants.map(() => new Map());
  const [first, ...others] = tenants;
  const names = [...(first?.keys() ?? [])].filter((name) => others.every((one) => one.has(name))).sort();
  return names.flatMap((yaml) => {
    const syncs = tenants.map((one) => one.get(yaml)!);
    const { sync, fields } = syncs[0]!;
    const agreeing = { share, fits: createRoom() };
    const found = [...fields.keys()].flatMap((name) => fieldOf(name, syncs, taken, agreeing) ?? []);
    return found.some(({ kind }) => kind === 'asked') ? { sync, yaml, fields: found } : [];
  });
}

/** Of each tenant the syncs in whose documents options stand already, by where the ERP stores them. */
type Taken = readonly Map<string, ObservedSync>[];

type Agreeing = { readonly share: number; readonly fits: (yaml: string) => boolean };

function fieldOf(
  name: string,
  syncs: readonly OfferedSync[],
  taken: Taken,
  { share, fits }: Agreeing,
): CommonField | undefined {
  const offers = syncs.map(({ fields }) => fields.get(name));
  if (offers.every((offer) => !offer || isUnsaid(offer))) return undefined;
  const [first] = offers;
  if (first?.kind === 'secret' && offers.every((offer) => offer?.kind === 'secret'))
    return { name, kind: 'secret', reason: first.reason };
  if (!offers.every(isValue)) return { name, kind: 'own' };
  const holders = offers.map(({ slot }, index) => (slot === undefined ? undefined : taken[index]!.get(slot)));
  const [holder] = holders;
  if (holder && holders.every((one) => one)) return { name, kind: 'shared', with: holder };
  const yaml = holders.some((one) => one) ? undefined : agreedOn(offers, share);
  if (yaml === undefined || !fits(yaml)) return { name, kind: 'own' };
  for (const [index, { slot }] of offers.entries())
    if (slot !== undefined) taken[index]!.set(slot, syncs[0]!.sync);
  return { name, kind: 'asked', yaml };
}

function isValue(offer: Offer | undefined): offer is OfferedValue {
  return offer?.kind === 'value';
}

/** As YAML, where no less than `share` of the tenants have it, and it is right for the rest or they can make an exception. */
function agreedOn(offers: readonly OfferedValue[], share: number): string | undefined {
  if (offers.some(({ type }) => type !== offers[0]!.type)) return undefined;
  const bound = new Set(offers.filter(({ leeway }) => leeway === 'bound').map(({ meaning }) => meaning));
  const candidates = [...groupBy(offers, ({ meaning }) => meaning)]
    .map(([meaning, alike]) => ({ meaning, alike, spared: alike.filter(isSpared).length }))
    .filter(({ meaning, alike, spared }) => {
      const isRightForBound = [...bound].every((one) => one === meaning);
      return (
        isRightForBound && spared > 0 && alike.length / offers.length >= share && isWorthIt(alike, offers)
      );
    });
  const [best] = candidates.sort(
    (a, b) => b.spared - a.spared || b.alike.length - a.alike.length || (a.meaning < b.meaning ? -1 : 1),
  );
  return best?.alike.map(({ yaml }) => yaml).sort()[0];
}

/** Whether a value in common takes the place of one in a file of the tenant's own. */
function isSpared({ leeway, isUnsaid }: OfferedValue): boolean {
  return leeway === 'open' && !isUnsaid;
}

function isUnsaid(offer: Offer): boolean {
  return isValue(offer) && offer.isUnsaid === true;
}

/** Where the others need no word otherwise, each would get one as an exception: they must not be the most. */
function isWorthIt(alike: readonly OfferedValue[], all: readonly OfferedValue[]): boolean {
  return !all.some(isUnsaid) || 2 * alike.length > all.length;
}
