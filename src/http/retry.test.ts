import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { WorldFailure } from '../problems/worldFailure.ts';
import { longestWait, retry } from './retry.ts';

const failure = (details: Partial<ConstructorParameters<typeof WorldFailure>[1]> = {}) =>
  new WorldFailure('any', { code: 'server-error', call: 'GET /', retriable: true, ...details });

/** Fails with each in turn, then succeeds; says what was waited for, and what came out of it. */
async function tried(errors: readonly unknown[], random = () => 0.5) {
  const waits: number[] = [];
  let attempts = 0;
  const attempt = async () => {
    attempts += 1;
    if (attempts <= errors.length) throw errors[attempts - 1];
    return 'done';
  };
  const wait = async (milliseconds: number) => void waits.push(milliseconds);
  const outcome = await retry(attempt, { random, wait }).catch((error: unknown) => error);
  return { outcome, attempts, waits };
}

describe('what may pass by itself', () => {
  test('is tried five times in all, and the last failure comes out', async () => {
    const failures = Array.from({ length: 6 }, () => failure());
    const { outcome, attempts, waits } = await tried(failures);
    expect(outcome).toBe(failures[4]);
    expect([attempts, waits]).toEqual([5, [250, 500, 1000, 2000]]);
  });

  test('waits for a random part of twice as long each time, on top of what the server asks for', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        fc.array(fc.integer({ min: 0, max: longestWait }), { minLength: 4, maxLength: 4 }),
        async (random, asked) => {
          const { waits } = await tried(
            asked.map((retryAfter) => failure({ retryAfter })),
            () => random,
          );
          expect(waits).toEqual(asked.map((least, at) => Math.ceil(least + random * 500 * 2 ** at)));
        },
      ),
      { numRuns: 20 },
    );
  });

  test('is tried again at once where only a new token is needed', async () => {
    expect(await tried([failure({ code: 'unauthorized' })])).toMatchObject({ outcome: 'done', waits: [0] });
  });
});

test.each([
  ['what does not pass', failure({ retriable: false })],
  ['a server that wants to be left alone for long', failure({ retryAfter: longestWait + 1 })],
  ['a bug', new TypeError('undefined is not a function')],
  ['any other error', new Error('any')],
])('%s is tried once', async (_, error) => {
  expect(await tried([error])).toEqual({ outcome: error, attempts: 1, waits: [] });
});

test('a wait that ends with an error ends the tries', async () => {
  const stopped = new Error('stopped');
  let attempts = 0;
  const attempt = async () => {
    attempts += 1;
    throw failure();
  };
  const wait = () => Promise.reject(stopped);
  await expect(retry(attempt, { random: () => 0, wait })).rejects.toBe(stopped);
  expect(attempts).toBe(1);
});
