import { getOrAdd } from '../../base/collections.ts';

/** What came of a request. `ms`: how long its answer took, where that tells how busy the API is. */
export type Landed = {
  /** Requests of one kind take about as long as each other. */
  readonly kind: string;
  readonly cameTo: 'tooMany' | 'nothing' | { readonly ms: number };
};

/** `order`: its place among all starts. `inFlight`: how many were on their way with it when it started. */
export type Started = { readonly order: number; readonly inFlight: number };

/** Too many requests halve the limit, as TCP does; answers that take longer cut it less, since they prove less. */
const [halved, cut] = [0.5, 0.7];
/** From one back to all in some ten steps: those for an eighth each round up. */
const steps = 8;
/** So many answers are looked at together, so that a slow one among them says nothing. A step up takes as many, too. */
const enough = 16;
/** Answers are slow when seven in eight take longer than in calm by both: so many times as long, and so many milliseconds. */
const slower = { times: 1.5, by: 100 };
/** A time that narrowing twice has not brought below this share is not our doing. */
const helped = 0.85;

/**
 * How many requests one API bears side by side: at most `most()`, which may change, and never less than one. It falls by a
 * factor and grows step by step (additive increase, multiplicative decrease), and only what started after it fell counts.
 */
export function createLimit(most: () => number) {
  /** None while it is as wide as it may be. */
  let narrowed: number | undefined;
  let fellAt = 0;
  const paces = new Map<string, Latency>();
  const current = () => Math.max(1, Math.floor(Math.min(narrowed ?? most(), most())));

  function fall(to: number, order: number): void {
    narrowed = Math.max(1, to);
    fellAt = order;
    for (const pace of paces.values()) pace.forget();
  }

  function grow(): void {
    if (narrowed === undefined) return;
    narrowed += Math.max(1, most() / steps) / Math.max(enough, current());
    if (narrowed >= most()) narrowed = undefined;
  }

  function heed(ms: number, pace: Latency, order: number): void {
    if (pace.isTooSlow(ms, current() === 1)) fall(current() * cut, order);
    else if (!pace.isInTrouble()) grow();
  }

  return {
    current,
    /** `order` is that of the last request that started. */
    landed({ kind, cameTo }: Landed, started: Started, order: number): void {
      if (cameTo === 'nothing' || started.order <= fellAt) return;
      if (cameTo === 'tooMany') fall(Math.min(current(), started.inFlight) * halved, order);
      else heed(cameTo.ms, getOrAdd(paces, kind, createLatency), order);
    },
  };
}

type Latency = ReturnType<typeof createLatency>;

/** How long answers of one kind take, and in calm. */
function createLatency() {
  let calm: number | undefined;
  let times: number[] = [];
  /** What it was when it first was too slow, and how often it has been since. */
  let trouble: { readonly from: number; readonly count: number } | undefined;

  return {
    forget(): void {
      times = [];
    },
    isInTrouble: () => trouble !== undefined,
    /** Whether this answer shows that the API has too much to do. */
    isTooSlow(ms: number, isAlone: boolean): boolean {
      if (calm === undefined) {
        calm = ms;
        return false;
      }
      if (times.push(ms) < enough) return false;
      times.sort((a, b) => a - b);
      const [quick, usual] = [times[enough / 8]!, times[enough / 2]!];
      times = [];
      if (quick <= Math.max(calm * slower.times, calm + slower.by)) {
        calm = Math.min(calm, usual);
        trouble = undefined;
        return false;
      }
      const isOurs =
        !isAlone && (trouble === undefined || trouble.count < 2 || quick < trouble.from * helped);
      trouble = isOurs ? { from: trouble?.from ?? quick, count: (trouble?.count ?? 0) + 1 } : undefined;
      if (!isOurs) calm = usual;
      return isOurs;
    },
  };
}
