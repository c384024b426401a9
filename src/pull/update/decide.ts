import { getOrAdd, groupBy } from '../../base/collections.ts';
import { normalized } from '../../base/text/characters.ts';
import type { Claim } from '../../model/claim.ts';
import { scalarNames } from '../../model/fields/index.ts';
import type { ObservedTenant } from '../../model/observed.ts';
import { compareOrigins, type Origin, showOrigin } from '../../model/origin.ts';
import type { Drift, WantedPlace } from './disagreement.ts';
import type { NewValue } from './edits.ts';
import { isReason, type Reason, reason, type WhySecret } from './reason.ts';
import type { Token } from './tokens.ts';
import { valueToWrite } from './valueToWrite.ts';
import { cellKey, wantedPlacesOn } from './wantedPlaces.ts';

/** Drift that stays, and why. */
export type LeftAlone = { readonly drift: Drift; readonly reason: Reason };

export type PlaceToWrite = { readonly origin: Origin; readonly token: Token; readonly value: NewValue };

export type DecisionInput = {
  readonly drifts: readonly Drift[];
  /** Those that answered. */
  readonly tenants: readonly ObservedTenant[];
  /** Those of them whose live state does not fit the documents. */
  readonly troubled: ReadonlySet<string>;
  /** On all tenants there are. */
  readonly claims: readonly Claim[];
  readonly findToken: (origin: Origin) => Token | undefined;
  /** The same for all paths by which a place can be reached. */
  readonly keyOf: (origin: Origin) => string;
  readonly whySecret: WhySecret;
};

/** What the ERP stores as one value on one tenant: the drift that it shows, and the places that have a say in it. */
type Cell = {
  readonly tenant: string;
  readonly drifts: readonly Drift[];
  readonly value: NewValue | Reason;
  readonly places: DecidingPlace[];
};

/** A place that decides on several cells holds for several tenants. */
type DecidingPlace = {
  readonly key: string;
  readonly origin: Origin;
  readonly reason: Reason | undefined;
  readonly cells: Cell[];
};

/**
 * A place may change where everything that it decides has drifted to one value, and drift may be accepted where every
 * place that has a say in it may change: else documents would be at odds, or a tenant would get what another has.
 */
export function decide(input: DecisionInput) {
  const { cells, places } = cellsAndPlaces(input);
  const refused = refuse(cells, places);
  const isOpen = (cell: Cell) => !refused.cells.has(cell);
  return {
    places: places
      .filter((place) => !refused.places.has(place) && place.cells.some(hasDrift))
      .map(({ origin, cells: [cell] }) => ({
        origin,
        token: input.findToken(origin)!,
        value: cell!.value as NewValue,
      })),
    accepted: cells
      .filter(isOpen)
      .flatMap((cell) => cell.drifts)
      .sort(byPlace),
    leftAlone: [...refused.cells]
      .flatMap(([cell, cause]) => cell.drifts.map((drift) => ({ drift, cause })))
      .filter(({ drift }) => drift.isAsked)
      .map(({ drift, cause }) => ({ drift, reason: asSeenFrom(input.keyOf(drift.field.origin), cause) }))
      .sort((a, b) => byPlace(a.drift, b.drift)),
  };
}

function byPlace({ field: a }: Drift, { field: b }: Drift): number {
  return compareOrigins(a.origin, b.origin);
}

function hasDrift(cell: Cell): boolean {
  return cell.drifts.length > 0;
}

/** Which places decide on which cells, and what is wrong with each by itself. */
function cellsAndPlaces(input: DecisionInput) {
  const { claims, drifts, keyOf, troubled } = input;
  const tenants = input.tenants.filter(({ name }) => !troubled.has(name));
  const byTenant = groupBy(claims, (claim) => claim.tenant);
  const wanted = tenants.flatMap((tenant) => wantedPlacesOn(tenant, byTenant.get(tenant.name) ?? []));
  const ofCell = groupBy(drifts, cellKey);
  const whyNot = createPlaceRules({ ...input, tenants });
  const places = new Map<string, DecidingPlace>();
  const cells = [...groupBy(wanted, cellKey)].map(([key, ofKey]) => {
    const cellDrifts = ofCell.get(key) ?? [];
    const value = valueToWrite(cellDrifts, ofKey, input.whySecret);
    const cell: Cell = { tenant: ofKey[0]!.tenant, drifts: cellDrifts, value, places: [] };
    for (const [placeKey, [wantedPlace]] of groupBy(ofKey, ({ origin }) => keyOf(origin))) {
      const place = getOrAdd(places, placeKey, () => ({
        key: placeKey,
        origin: wantedPlace!.origin,
        reason: whyNot(placeKey, wantedPlace!),
        cells: [],
      }));
      place.cells.push(cell);
      cell.places.push(place);
    }
    return cell;
  });
  return { cells, places: [...places.values()] };
}

function createPlaceRules({ claims, tenants, troubled, findToken, keyOf }: DecisionInput) {
  const answered = new Set(tenants.map((tenant) => tenant.name));
  const unseen = new Map<string, string>();
  for (const claim of claims) {
    if (!answered.has(claim.tenant)) for (const key of placesOf(claim, keyOf)) unseen.set(key, claim.tenant);
  }
  return (key: string, { rank, isInWindow, origin }: WantedPlace): Reason | undefined => {
    if (rank === 1) return reason('all', 'the document is for all tenants, so others would change too');
    if (rank === 2)
      return reason('labels', 'the document selects tenants by label, so others would change too');
    if (isInWindow)
      return reason('window', 'what is wanted is the value of a window, which holds for a time');
    const token = findToken(origin);
    if (!token) return reason('empty', 'nothing stands there that could be replaced');
    if (token.isShared)
      return reason('anchor', 'the value comes from an anchor, and stands for other places too');
    const other = unseen.get(key);
    if (other === undefined) return undefined;
    return troubled.has(other) ? hasProblems(other) : notLookedAt(other);
  };
}

function placesOf({ layers }: Claim, keyOf: DecisionInput['keyOf']): readonly string[] {
  return layers.flatMap((layer) => [
    ...scalarNames.flatMap((name) => layer[name]?.origin ?? []).map(keyOf),
    ...layer.configs.map(({ value }) => keyOf(value.origin)),
  ]);
}

function notLookedAt(tenant: string): Reason {
  return {
    kind: 'otherTenant',
    text: `the document holds for ${tenant} too, which was not read`,
    hint: `run it again with ${tenant}, or give each tenant a document of its own`,
  };
}

function hasProblems(other: string): Reason {
  return {
    kind: 'otherTenant',
    text: `the document holds for ${other} too, which has problems`,
    hint: `mend the problems of ${other}, or give each tenant a document of its own`,
  };
}

/** Why a cell is refused, and the place that it is for, where it is for one. */
type RefusalCause = { readonly reason: Reason; readonly place?: DecidingPlace };

/** One refusal can lead to the next, until there is none that is new. */
function refuse(cells: readonly Cell[], all: readonly DecidingPlace[]) {
  const refused = { cells: new Map<Cell, RefusalCause>(), places: new Map<DecidingPlace, Reason>() };
  const queue: (Cell | DecidingPlace)[] = [];
  const refuseCell = (cell: Cell, cause: RefusalCause) => {
    if (refused.cells.has(cell)) return;
    refused.cells.set(cell, cause);
    queue.push(cell);
  };
  const refusePlace = (place: DecidingPlace, why: Reason) => {
    if (refused.places.has(place)) return;
    refused.places.set(place, why);
    queue.push(place);
  };
  for (const cell of cells)
    if (hasDrift(cell) && isReason(cell.value)) refuseCell(cell, { reason: cell.value });
  for (const place of all) {
    const why = place.reason ?? whyNotOneValue(place);
    if (why) refusePlace(place, why);
  }
  for (let one = queue.shift(); one; one = queue.shift()) {
    if ('key' in one) {
      for (const cell of one.cells) refuseCell(cell, { reason: refused.places.get(one)!, place: one });
    } else {
      for (const place of one.places) refusePlace(place, becauseOf(one, refused.cells.get(one)!));
    }
  }
  return refused;
}

function whyNotOneValue({ cells }: DecidingPlace): Reason | undefined {
  const first = cells.find(hasDrift);
  const other = first && cells.find((cell) => cell !== first && !isSameValue(cell.value, first.value));
  if (!other || cells.some(({ drifts, value }) => drifts.length > 0 && isReason(value))) return undefined;
  const text = `the document holds for ${first.tenant} and ${other.tenant}, which have different values`;
  return { kind: 'otherTenant', text, hint: 'give each tenant a document of its own' };
}

function isSameValue(a: NewValue | Reason, b: NewValue | Reason): boolean {
  if (a.kind === 'interval') return b.kind === 'interval' && a.duration === b.duration;
  return a.kind === 'text' && b.kind === 'text' && normalized(a.text) === normalized(b.text);
}

function becauseOf({ tenant }: Cell, { reason }: RefusalCause): Reason {
  const text = `the document holds for ${tenant} too, where ${reason.text}`;
  return { ...reason, kind: 'otherTenant', text };
}

/** What is wrong with another place is told with that place. */
function asSeenFrom(key: string, { reason, place }: RefusalCause): Reason {
  if (!place || place.key === key) return reason;
  return {
    ...reason,
    kind: 'otherPlace',
    text: `${showOrigin(place.origin)} asks for the same value, but stays: ${reason.text}`,
    related: place.origin,
  };
}
