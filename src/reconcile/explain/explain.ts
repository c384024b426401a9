import { spanOf, windowOf } from '../../desired/windows.ts';
import type { Claim } from '../../model/claim.ts';
import type { DesiredValue, SyncDocument } from '../../model/document.ts';
import { scalarNames } from '../../model/fields/index.ts';
import type { ObservedSync, ObservedTenant } from '../../model/observed.ts';
import { type Origin, showOrigin } from '../../model/origin.ts';
import { isSelected } from '../../model/syncName.ts';
import type { Problem } from '../../problems/problem.ts';
import { matchLive } from '../matchLive.ts';
import { type Ahead, lookAhead } from './ahead.ts';
import { courseOf } from './course.ts';
import type {
  ChainLink,
  DocumentedSync,
  DocumentHold,
  ExplainContext,
  ExplainedField,
  ExplainedSync,
} from './explained.ts';
import { knownOf } from './known.ts';
import { claimsOf, documentedParties, liveParties, type Party } from './party.ts';
import { hasWanted, nameOfField, optionOf, shownLive, shownWish } from './shown.ts';
import { createStandings, type FieldOf, type FieldStanding, keyOf, type Wish } from './standing.ts';

/** Why one sync of one tenant is as it is. */
export function explainSync(
  context: ExplainContext,
  tenant: ObservedTenant,
  sync: ObservedSync,
): ExplainedSync {
  const known = knownOf(context);
  const documents = known.documentsOf(tenant.name);
  const claims = claimsOf(documents, tenant.name, context.moment, known.calendar);
  const stops = matchLive(tenant, claims).problems;
  // Which of several a document means may be what is wrong.
  const problems = stops.filter(isAbout(documents.filter((one) => isSelected(sync, one.sync.value))));
  const parties = liveParties(tenant, sync, documents);
  return { ...explain({ ...context, ...known }, tenant.name, parties, sync), problems, stops };
}

/** The same without the live state: the sync and its options are called as the documents call them. */
export function explainOffline(context: ExplainContext, tenant: string, sync: DocumentedSync): ExplainedSync {
  const known = knownOf(context);
  const parties = documentedParties(sync, known.documentsOf(tenant));
  return { ...explain({ ...context, ...known }, tenant, parties), problems: [], stops: [] };
}

function explain(
  context: ExplainContext,
  tenant: string,
  parties: readonly [Party, ...Party[]],
  live?: ObservedSync,
): Omit<ExplainedSync, 'problems' | 'stops'> {
  const { moment, calendar } = context;
  const standingsAt = createStandings(parties, tenant, calendar);
  const standings = standingsAt(moment);
  const fields = fieldsOf(standings, live);
  const standing = fields.map((field) => standings.get(keyOf(field)) ?? nobodyWants(field));
  const until = moment.now + (context.ahead ?? 0);
  const ahead = lookAhead(standing, standingsAt, moment, calendar, until);
  const aheadOf = (field: FieldOf) => ahead.get(keyOf(field))!;
  const [{ sync, documents }] = parties;
  const holds = claimsOf(documents, tenant, moment, calendar).flatMap(holdsOf).sort(longestFirst);
  return {
    ...{ tenant, sync, holds, isManaged: documents.length > 0 },
    fields: standing.map((one) => explainField(one, aheadOf(one.field), context, live)),
    ...(context.ahead !== undefined && {
      course: courseOf(standing, aheadOf, documents, context, until),
    }),
  };
}

/** All that the ERP was asked for, and all that documents want; offline the latter alone. */
function fieldsOf(standings: ReadonlyMap<string, FieldStanding>, live?: ObservedSync): readonly FieldOf[] {
  const ofSync = scalarNames.map((scalar) => ({ scalar }));
  const scalars = ofSync.filter((field) => live?.[field.scalar] !== undefined || standings.has(keyOf(field)));
  const wanted = [...standings.values()].map(({ field }) => field);
  return [
    ...scalars,
    ...(live ? live.options.map((option) => ({ option })) : wanted.filter((field) => 'option' in field)),
  ];
}

function nobodyWants(field: FieldOf): FieldStanding {
  return { field, chain: [], closed: [], isContradicted: false };
}

function explainField(
  { field, chain, closed, winner, isContradicted }: FieldStanding,
  { changes, wins }: Ahead,
  context: ExplainContext,
  live: ObservedSync | undefined,
): ExplainedField {
  const linkOf = (wish: Wish) =>
    link(field, wish, wish === winner ? undefined : wins.get(wish.wanted), context);
  const later = closed.map(linkOf).sort((a, b) => opensAt(a) - opensAt(b));
  const isSecret = [...chain, ...closed].some(({ wanted }) => secretIn(field, wanted.value) !== undefined);
  const there = live && shownLive(field, live, isSecret);
  const isThere = live && winner && hasWanted(field, winner, live, context.secret);
  return {
    ...('option' in field ? optionOf(field) : { field: field.scalar }),
    name: nameOfField(field),
    ...(winner && { wanted: shownWish(field, winner) }),
    ...(there && { live: there }),
    ...(isThere !== undefined && { isLive: isThere }),
    isContradicted,
    chain: [...chain.map(linkOf), ...later],
    next: changes.map(({ at, winner: then }) => ({
      at,
      ...(then && { value: shownWish(field, then), origin: then.wanted.origin }),
    })),
  };
}

function link(
  field: FieldOf,
  wish: Wish,
  winsAt: number | undefined,
  { moment, calendar }: ExplainContext,
): ChainLink {
  const window = windowOf(wish.layer);
  const secret = secretIn(field, wish.wanted.value);
  return {
    value: shownWish(field, wish),
    ...(secret && { secret }),
    origin: wish.wanted.origin,
    rank: wish.claim.rank,
    ...(window && {
      window: { start: window.start, duration: window.duration, ...spanOf(window, moment, calendar) },
    }),
    ...(winsAt !== undefined && { winsAt }),
    ...(!wish.isOwn && { sync: wish.party.sync }),
  };
}

function opensAt({ window }: ChainLink): number {
  return window?.opens ?? Number.POSITIVE_INFINITY;
}

function secretIn(field: FieldOf, wanted: unknown) {
  if (!('option' in field)) return undefined;
  const value = wanted as DesiredValue;
  return value.kind === 'secret' ? { ref: value.ref, folder: value.folder } : undefined;
}

function holdsOf({ rank, mode, suspend }: Claim): readonly DocumentHold[] {
  const holds: DocumentHold[] = [];
  if (suspend) holds.push({ kind: 'suspended', ...suspend.value, origin: suspend.origin, rank });
  if (mode?.value === 'observe') holds.push({ kind: 'observed', origin: mode.origin, rank });
  return holds;
}

function longestFirst(a: DocumentHold, b: DocumentHold): number {
  if (a.kind !== b.kind) return a.kind === 'suspended' ? -1 : 1;
  const [first, second] = [a, b].map((hold) => (hold.kind === 'suspended' && hold.until) || Infinity);
  return second! - first! || b.rank - a.rank;
}

/** Whether a problem lies at a place in one of the documents. */
function isAbout(documents: readonly SyncDocument[]): (problem: Problem) => boolean {
  const places = documents.flatMap((document) => [
    document.sync.origin,
    ...[document, ...document.windows].flatMap((layer) => [
      ...scalarNames.flatMap((name) => layer[name]?.origin ?? []),
      ...layer.configs.flatMap(({ option, value }) => [option.origin, value.origin]),
    ]),
  ]);
  const known = new Set(places.map(showOrigin));
  const isThere = (place: Origin | undefined) => place !== undefined && known.has(showOrigin(place));
  return ({ origin, related }) => isThere(origin) || isThere(related);
}
