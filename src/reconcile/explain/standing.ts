import type { Calendar } from '../../base/calendar.ts';
import { getOrAdd } from '../../base/collections.ts';
import { type Contender, chainOf, type Merged, merge } from '../../desired/merge.ts';
import { closedIn, type Moment } from '../../desired/windows.ts';
import type { Claim } from '../../model/claim.ts';
import type { DesiredValue, WantedFields } from '../../model/document.ts';
import { type ScalarName, scalarNames, scalars } from '../../model/fields/index.ts';
import type { ScalarValues } from '../../model/fields/kind.ts';
import type { Located } from '../../model/origin.ts';
import { claimsOf, type OptionRef, type Party } from './party.ts';

/** What a field is, whoever wants it. */
export type FieldOf = { readonly scalar: ScalarName } | { readonly option: OptionRef };

/** A value that a document wants, the layer and the claim that hold it, and the sync that they are about. */
export type Wish = {
  readonly wanted: Located<unknown>;
  readonly layer: WantedFields;
  readonly claim: Claim;
  readonly party: Party;
  /** The sync is the one that is explained, and not one that shares an option with it. */
  readonly isOwn: boolean;
};

/** How a field stands at a moment. */
export type FieldStanding = {
  readonly field: FieldOf;
  /** All that has a say now, that of the sync itself first. */
  readonly chain: Wish[];
  /** What windows would want that are closed. */
  readonly closed: Wish[];
  /** Absent where nobody wants a value, or two are at odds. */
  winner?: Wish;
  isContradicted: boolean;
};

export type StandingsAt = (moment: Moment) => ReadonlyMap<string, FieldStanding>;

/** How all fields stand of the first of the parties. Of the others only options count that the ERP stores for it too. */
export function createStandings(
  [own, ...others]: readonly [Party, ...Party[]],
  tenant: string,
  calendar: Calendar,
): StandingsAt {
  return (moment) => {
    const standings = new Map<string, FieldStanding>();
    for (const party of [own, ...others]) {
      if (party.documents.length === 0) continue;
      const claims = claimsOf(party.documents, tenant, moment, calendar);
      addMerged(standings, party, merge(claims, party.rules), party === own);
      addClosed(standings, party, claims, party === own);
    }
    return standings;
  };
}

/** The same for all spellings of a field. Offline an option may have no identifier. */
export function keyOf(field: FieldOf): string {
  return 'scalar' in field ? field.scalar : `option ${field.option.id || field.option.name}`;
}

/** Whether two places want the same of a field. */
export function isSameWish(field: FieldOf, one: Wish, other: Wish): boolean {
  const [a, b] = [one.wanted.value, other.wanted.value];
  if ('option' in field) return one.party.rules.equal(field.option, a as DesiredValue, b as DesiredValue);
  const { equal }: ScalarValues<unknown> = scalars[field.scalar];
  return equal(a, b);
}

type Standings = Map<string, FieldStanding>;

function standingOf(standings: Standings, field: FieldOf): FieldStanding {
  return getOrAdd(standings, keyOf(field), () => ({ field, chain: [], closed: [], isContradicted: false }));
}

function addMerged(standings: Standings, party: Party, merged: Merged<OptionRef>, isOwn: boolean): void {
  const { chains } = merged;
  const settled = new Set(merged.options.map(({ key }) => key));
  for (const [option, winner] of chains.options) {
    if (!isOwn && option.id === '') continue;
    const wishes = chainOf(winner).map((say) => wishOf(say, say.said.value, party, isOwn));
    addWishes(standingOf(standings, { option }), wishes, settled.has(option));
  }
  if (!isOwn) return;
  for (const [scalar, winner] of chains.scalars) {
    const wishes = chainOf(winner).map((say) => wishOf(say, say.said, party, isOwn));
    addWishes(standingOf(standings, { scalar }), wishes, merged.scalars[scalar] !== undefined);
  }
}

function wishOf(
  { layer, claim }: Omit<Contender<unknown>, 'said'>,
  wanted: Located<unknown>,
  party: Party,
  isOwn: boolean,
): Wish {
  return { wanted, layer, claim, party, isOwn };
}

/** Two syncs at odds about an option that is stored once are a problem whatever the ranks, and nobody wins. */
function addWishes(standing: FieldStanding, wishes: readonly Wish[], isSettled: boolean): void {
  const first = standing.chain[0];
  const isAtOdds = first !== undefined && !isSameWish(standing.field, first, wishes[0]!);
  standing.isContradicted ||= !isSettled || isAtOdds;
  standing.chain.push(...wishes);
  if (standing.isContradicted) delete standing.winner;
  else standing.winner ??= wishes[0]!;
}

function addClosed(standings: Standings, party: Party, claims: readonly Claim[], isOwn: boolean): void {
  for (const claim of claims) {
    for (const layer of closedIn(claim)) {
      const add = (field: FieldOf, wanted: Located<unknown>) =>
        standingOf(standings, field).closed.push({ wanted, layer, claim, party, isOwn });
      for (const entry of layer.configs) {
        const option = party.rules.key(entry);
        if (option && (isOwn || option.id !== '')) add({ option }, entry.value);
      }
      for (const scalar of isOwn ? scalarNames : []) if (layer[scalar]) add({ scalar }, layer[scalar]);
    }
  }
}
