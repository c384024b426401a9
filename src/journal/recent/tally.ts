import type { HistoryRecord } from '../history.ts';

/** Why a value differed, and what became of it. */
export const driftCauses = ['git', 'live', 'unknown'] as const;
export const driftFates = ['corrected', 'failed', 'left'] as const;

/** Values that were found to differ, by why and by what became of them. */
export type DriftCount = Record<(typeof driftCauses)[number] | (typeof driftFates)[number] | 'total', number>;

/** By when the quarter of an hour begins, in milliseconds since 1970: clocks everywhere show whole ones. */
export type DriftTally = ReadonlyMap<number, Readonly<DriftCount>>;

const quarter = 900_000;

export const noDrift: Readonly<DriftCount> = {
  ...{ git: 0, live: 0, unknown: 0 },
  ...{ corrected: 0, failed: 0, left: 0, total: 0 },
};

/** Counts what is asked of the journal, however much there is of it. */
export function createTally() {
  const all = new Map<number, DriftCount>();
  return {
    all: all as DriftTally,
    add(record: HistoryRecord): void {
      if (record.kind !== 'change') return;
      const at = Math.floor(Date.parse(record.time) / quarter) * quarter;
      const counts = all.get(at) ?? { ...noDrift };
      counts[record.cause] += 1;
      counts[fateOf(record.outcome)] += 1;
      counts.total += 1;
      all.set(at, counts);
    },
  };
}

/** What was counted in several places, together. */
export function sumOf(tallies: readonly DriftTally[]): DriftTally {
  const all = new Map<number, DriftCount>();
  for (const [at, counts] of tallies.flatMap((tally) => [...tally])) {
    const known = all.get(at) ?? noDrift;
    const names = Object.keys(noDrift) as (keyof DriftCount)[];
    all.set(at, Object.fromEntries(names.map((name) => [name, known[name] + counts[name]])) as DriftCount);
  }
  return all;
}

function fateOf(outcome: Extract<HistoryRecord, { kind: 'change' }>['outcome']): (typeof driftFates)[number] {
  if (outcome === 'applied') return 'corrected';
  return outcome === 'failed' || outcome === 'notConverged' ? 'failed' : 'left';
}
