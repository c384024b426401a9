import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runs } from '../../test/support/runs.ts';
import type { Failure } from '../problems/problem.ts';
import { type Failing, failAgain } from './backOff.ts';

const [second, minute, hour] = [1_000, 60_000, 3_600_000];
const down: Failure = { tenant: 'acme', code: 'unreachable', message: 'down' };

/** How long a tenant that fails each time is left alone after each try. */
function pausesOf(failures: readonly Failure[]): readonly number[] {
  let failing: Failing | undefined;
  return failures.map((failure) => {
    const now = failing?.retryAt ?? 0;
    failing = failAgain(failing, failure, now);
    return failing.retryAt - now;
  });
}

describe('a tenant that cannot be reached', () => {
  it('is left alone for half a minute, then twice as long each time, up to a quarter of an hour', () => {
    const minutes = pausesOf(Array(8).fill(down)).map((pause) => pause / minute);
    expect(minutes).toEqual([0.5, 1, 2, 4, 8, 15, 15, 15]);
  });

  it('is left alone for as long as it asks to be, where that is longer', () => {
    const asking = (retryAfter: number): Failure => ({ ...down, code: 'rate-limited', retryAfter });
    expect(pausesOf([asking(10 * minute), asking(second)])).toEqual([10 * minute, minute]);
    expect(pausesOf([asking(365 * 24 * hour)])).toEqual([24 * hour]);
  });

  it('is never given up, never hammered, and its trouble dates from the first failure', () => {
    const failures = fc.array(
      fc.option(fc.nat(48 * hour)).map((retryAfter) => ({ ...down, ...(retryAfter && { retryAfter }) })),
      {
        minLength: 1,
        maxLength: 2_000,
      },
    );
    fc.assert(
      fc.property(failures, (all) => {
        for (const pause of pausesOf(all)) {
          expect(pause).toBeGreaterThanOrEqual(30 * second);
          expect(pause).toBeLessThanOrEqual(24 * hour);
        }
        const last = all.reduce<Failing | undefined>(
          (before, one, now) => failAgain(before, one, now),
          undefined,
        );
        expect(last).toMatchObject({ since: 0, times: all.length });
      }),
      runs(50),
    );
  });
});
