import type { Calendar } from '../../base/calendar.ts';
import { groupBy } from '../../base/collections.ts';
import { type Moment, nextEdge, windowOf } from '../../desired/windows.ts';
import type { Window } from '../../model/document.ts';
import { type FieldStanding, isSameWish, keyOf, type StandingsAt, type Wish } from './standing.ts';

/** What the clock makes of a field. */
export type Ahead = {
  /** The next moments at which another value is wanted. `winner` is absent where nobody wants any, or two are at odds. */
  readonly changes: readonly Turn[];
  /** When each place next becomes the winner. */
  readonly wins: ReadonlyMap<Wish['wanted'], number>;
  /** Up to when each change and each turn is known, but no farther than was asked for. */
  readonly told: number;
  /** Each moment in that time at which another place becomes the winner, of the same value too. */
  readonly turns: readonly Turn[];
};

export type Turn = { readonly at: number; readonly winner?: Wish };

/** So many changes tell how a day goes; so many edges, and so much time, are looked at to find them. */
const [mostChanges, mostEdges, farthest] = [3, 300, 400 * 86_400_000];
/** More turns than that nobody can read. A window that opens each minute has two edges a minute. */
const [mostTurns, mostEdgesAhead] = [48, 3_000];

/**
 * What becomes of fields by the clock. Only edges of windows that set a field can change its winner, so those of others
 * are not looked at; fields that the same windows set are looked at together. `until`, in milliseconds since 1970, is up to
 * when all turns are told, and not only the next changes.
 */
export function lookAhead(
  standings: readonly FieldStanding[],
  at: StandingsAt,
  moment: Moment,
  calendar: Calendar,
  until = moment.now,
): ReadonlyMap<string, Ahead> {
  const numbers = new Map<Window, number>();
  const numberOf = (window: Window) => {
    const number = numbers.get(window) ?? numbers.size;
    numbers.set(window, number);
    return number;
  };
  const groups = groupBy(standings, (one) => windowsOf(one).map(numberOf).sort().join());
  const found = new Map<string, Ahead>();
  for (const group of groups.values()) {
    const tracks = group.map((now) => trackOf(now, until));
    let count = 0;
    for (const edge of edgesOf(windowsOf(group[0]!), moment, calendar)) {
      const isTold = edge >= until || tracks.every(({ told }) => told < until);
      if (isTold && tracks.every(({ changes }) => changes.length >= mostChanges)) break;
      count++;
      if (isTold ? count > mostEdges : count > mostEdgesAhead) {
        for (const track of tracks) track.told = Math.min(track.told, edge);
        break;
      }
      const then = at({ ...moment, now: edge });
      for (const track of tracks) follow(track, then.get(keyOf(track.now.field)), edge);
    }
    for (const { now, ...ahead } of tracks) found.set(keyOf(now.field), ahead);
  }
  return found;
}

type Track = {
  now: FieldStanding;
  told: number;
  readonly changes: Turn[];
  readonly turns: Turn[];
  readonly wins: Map<Wish['wanted'], number>;
};

function trackOf(now: FieldStanding, told: number): Track {
  return { now, told, changes: [], turns: [], wins: new Map() };
}

function follow(track: Track, standing: FieldStanding | undefined, at: number): void {
  const { field } = track.now;
  const then = standing ?? { field, chain: [], closed: [], isContradicted: false };
  const [before, winner] = [track.now.winner, then.winner];
  track.now = then;
  if (winner && winner.wanted !== before?.wanted && !track.wins.has(winner.wanted))
    track.wins.set(winner.wanted, at);
  const isSame = before && winner ? isSameWish(field, before, winner) : before === winner;
  const turn = { at, ...(winner && { winner }) };
  if (!isSame && track.changes.length < mostChanges) track.changes.push(turn);
  if (at >= track.told || before?.wanted === winner?.wanted) return;
  if (track.turns.length < mostTurns) track.turns.push(turn);
  else track.told = at;
}

function windowsOf({ chain, closed }: FieldStanding): readonly Window[] {
  return [...new Set([...chain, ...closed].flatMap(({ layer }) => windowOf(layer) ?? []))];
}

function* edgesOf(windows: readonly Window[], moment: Moment, calendar: Calendar): Generator<number> {
  let { now } = moment;
  while (true) {
    const edges = windows.flatMap((window) => nextEdge(window, { ...moment, now }, calendar) ?? []);
    if (edges.length === 0) return;
    now = edges.reduce((first, edge) => Math.min(first, edge));
    if (now > moment.now + farthest) return;
    yield now;
  }
}
