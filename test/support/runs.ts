import { configureGlobal } from 'fast-check';

/** How often a law is tried at most: on each save a few times, elsewhere as often as it asks for. */
const most = Number(process.env.MOST_RUNS ?? Number.POSITIVE_INFINITY);

/** Now and then each law is tried so many times as often: `MORE_RUNS=50 npm test -- FILE --testTimeout 0`. */
const more = Number(process.env.MORE_RUNS ?? 1);

/** For laws that do not say how often: fast-check's own number. */
configureGlobal({ numRuns: Math.min(most, 100 * more) });

/** How often a law is tried with random values, as the second argument of `fc.assert`. */
export function runs(count: number): { readonly numRuns: number } {
  return { numRuns: Math.min(most, count * more) };
}
