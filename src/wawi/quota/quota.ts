import { longestWait } from '../../http/retry.ts';
import type { QuotaReading } from './reading.ts';
import { createQuotaScope } from './scope.ts';

/** One request's permission to start. It ends with what the answer told, if one came. */
export type Turn = { readonly end: (reading: QuotaReading | undefined) => void };

/**
 * Lets requests start so that the quota lasts. Without a fresh reading one request goes ahead to fetch it, also after a
 * pause, so that nothing bursts. The first half of a quota is free; what is left of the second half is spread over a whole
 * interval, which is right whether the server counts in fixed intervals, over a sliding one, or refills bit by bit.
 */
export type Gate = {
  /** Rejects with what `waiting` throws. */
  readonly enter: (waiting: Waiting) => Promise<Turn>;
};

/** How a caller waits for its turn: for some milliseconds, or for another request to land. What either throws ends it. */
export type Waiting = {
  readonly pause: (milliseconds: number) => Promise<void>;
  readonly until: (landing: Promise<void>) => Promise<void>;
};

/** What a gate does not know by itself. */
type Exceptions = {
  /** Whether everybody may pass. */
  readonly isOpen: () => boolean;
  /** Whether one may go ahead although nothing seems to be left, where it would be turned away otherwise. */
  readonly mayAsk: () => boolean;
};

const noExceptions: Exceptions = { isOpen: () => false, mayAsk: () => false };

/** So long at most between two requests while something is left. Milliseconds. */
const longestPause = 30_000;

export function createGate(now: () => number, { isOpen, mayAsk }: Exceptions = noExceptions): Gate {
  let reading: (QuotaReading & { readonly landed: number; readonly at: number }) | undefined;
  let isQuotaTold = true;
  let inFlight = 0;
  let lastStart = Number.NEGATIVE_INFINITY;
  // Counts starts and landings, since a clock is too coarse to tell which came first.
  let events = 0;
  /** None while nobody waits. */
  let queue: Promise<unknown> | undefined;
  const landings = new Set<() => void>();

  // Either way: a clock may be put back.
  const isFresh = () =>
    reading !== undefined && Math.abs(now() - reading.at) < reading.intervalSeconds * 1000;

  /** Milliseconds until the next request may start; `landing`: not before one in flight has come back. */
  function pause(): number | 'landing' {
    if (!isQuotaTold || isOpen()) return 0;
    if (!isFresh()) return inFlight === 0 ? 0 : 'landing';
    const { limit, remaining, intervalSeconds, at } = reading!;
    const interval = intervalSeconds * 1000;
    const left = remaining - inFlight;
    if (left > limit / 2) return 0;
    if (inFlight > 0 && (left <= 0 || remaining > limit / 2)) return 'landing';
    if (left > 0) return Math.max(0, lastStart + Math.min(longestPause, interval / left) - now());
    const wait = at + interval - now();
    return wait > longestWait && mayAsk() ? 0 : wait;
  }

  async function takeTurn(waiting: Waiting): Promise<Turn> {
    for (let left = pause(); left !== 0; left = pause()) {
      if (left === 'landing') await waiting.until(nextLanding());
      else await waiting.pause(Math.ceil(left));
    }
    return start();
  }

  function start(): Turn {
    events += 1;
    const started = events;
    lastStart = now();
    inFlight += 1;
    return { end: (told) => land(started, told) };
  }

  function nextLanding(): Promise<void> {
    return new Promise((resolve) => landings.add(resolve));
  }

  function land(started: number, told: QuotaReading | undefined): void {
    inFlight -= 1;
    events += 1;
    // Answers may overtake each other: of two that were on their way together, the one that tells of less is the later.
    const isOutdated = reading && told && started < reading.landed && told.remaining > reading.remaining;
    if (told && !(isOutdated && isFresh())) reading = { ...told, landed: events, at: now() };
    isQuotaTold = told !== undefined || reading !== undefined;
    for (const landed of landings) landed();
    landings.clear();
  }

  return {
    async enter(waiting) {
      if (!queue && pause() === 0) return start();
      const turn = (queue ?? Promise.resolve()).then(() => takeTurn(waiting));
      const over = turn
        .catch(() => {})
        .then(() => {
          if (queue === over) queue = undefined;
        });
      queue = over;
      return turn;
    },
  };
}

/**
 * The gates of one endpoint: one for each tenant, and one for all together. While nothing shows whose quota it is, it counts
 * as shared; but what another tenant has used up is no reason to give up before it was tried once.
 */
export type Quota = {
  readonly enter: (tenant: string, waiting: Waiting) => Promise<QuotaTurn>;
};

export type QuotaTurn = { readonly end: (reading: QuotaReading | undefined, wasRefused: boolean) => void };

export function createQuota(now: () => number): Quota {
  const scope = createQuotaScope(now);
  const own = new Map<string, Gate>();
  const shared = createGate(now, {
    isOpen: () => scope.current() === 'own',
    mayAsk: () => scope.current() === 'unknown',
  });

  const gateOf = (tenant: string) => {
    const gate = own.get(tenant) ?? createGate(now);
    own.set(tenant, gate);
    return gate;
  };

  return {
    async enter(tenant, waiting) {
      const turns = [await gateOf(tenant).enter(waiting)];
      turns.push(await sharedTurn(shared, waiting, turns[0]!));
      const learn = scope.start(tenant);
      return {
        end(reading, wasRefused) {
          for (const turn of turns) turn.end(reading);
          if (reading) learn(reading, wasRefused);
        },
      };
    },
  };
}

/** Whoever gives up in front of the second gate gives back the turn at the first. */
async function sharedTurn(gate: Gate, waiting: Waiting, first: Turn): Promise<Turn> {
  try {
    return await gate.enter(waiting);
  } catch (error) {
    first.end(undefined);
    throw error;
  }
}
