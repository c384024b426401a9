import { expect, test } from 'vitest';
import { askAgain } from './askAgain.ts';

/** A clock that passes while somebody sleeps, and a question whose answer says how often it was asked. */
function asking(until: number, forMs: number, stop = new AbortController()) {
  const [at, asked] = [{ now: 0 }, [] as number[]];
  const clock = {
    monotonic: () => at.now,
    async sleep(milliseconds: number, signal: AbortSignal) {
      signal.throwIfAborted();
      at.now += milliseconds;
    },
  };
  const ask = async () => asked.push(at.now);
  const shows = (answer: number) => answer === until;
  return { asked, stop, answer: askAgain(clock, ask, shows, { forMs, stop: stop.signal }) };
}

test('what shows at once is asked for once', async () => {
  const { answer, asked } = asking(1, 30_000);
  expect([await answer, asked]).toEqual([1, [0]]);
});

test('it is asked for again with pauses that grow, for the last time when the time is over', async () => {
  const { answer, asked } = asking(99, 30_000);
  await answer;
  const pauses = asked.slice(1).map((at, index) => at - asked[index]!);
  expect(pauses.slice(0, 3)).toEqual([1_000, 1_500, 2_250]);
  expect(Math.max(...pauses)).toBe(5_000);
  expect(asked.at(-1)).toBe(30_000);
});

test('without a time to wait it is asked for once', async () => {
  expect(await asking(99, 0).answer).toBe(1);
});

test('an end takes what was there last', async () => {
  const stop = new AbortController();
  stop.abort();
  expect(await asking(99, 30_000, stop).answer).toBe(1);
});
