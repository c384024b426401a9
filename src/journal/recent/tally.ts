import type { HistoryRecord } from '../history.ts';

/** What was found to differ in one hour, and what became of it: values. */
export type DriftInHour = { found: number; corrected: number; failed: number };

/** By when the hour begins, in milliseconds since 1970. */
export type DriftTally = ReadonlyMap<number, Readonly<DriftInHour>>;

const hour = 3_600_000;

/** Counts what is asked of the journal by the hour, however much there is of it. */
export function createTally() {
  const all = new Map<number, DriftInHour>();
  return {
    all: all as DriftTally,
    add(record: HistoryRecord): void {
      if (record.kind !== 'change') return;
      const at = Math.floor(Date.parse(record.time) / hour) * hour;
      const counts = all.get(at) ?? { found: 0, corrected: 0, failed: 0 };
      counts.found += 1;
      if (record.outcome === 'applied') counts.corrected += 1;
      else if (record.outcome !== undefined) counts.failed += 1;
      all.set(at, counts);
    },
  };
}
